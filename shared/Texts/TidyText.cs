using System.Text;

namespace Akorda.Texts;

/// <summary>The runs of one block made one text without needless space, each character with its own look.</summary>
internal sealed class TidyText
{
    private readonly List<TextRun> looks = [];

    private TidyText(string text) => Text = text;

    public string Text { get; }

    public int Length => Text.Length;

    /// <summary>How a character looks: the run that it came from.</summary>
    public TextRun this[int at] => looks[at];

    /// <summary>Tidies runs.</summary>
    /// <param name="line">Line breaks become spaces.</param>
    public static TidyText Of(IEnumerable<TextRun> runs, bool line)
    {
        var (text, looks) = (new StringBuilder(), new List<TextRun>());
        foreach (var run in runs)
        {
            foreach (var c in PlainText.Clean(run.Text))
            {
                var letter = line && c == '\n' ? ' ' : c;
                var afterSpace = text.Length == 0 || text[^1] is ' ' or '\n';
                if (letter == ' ' && afterSpace) continue;
                if (letter == '\n' && afterSpace)
                {
                    if (text.Length == 0 || text[^1] == '\n') continue;
                    text.Length--;
                    looks.RemoveAt(text.Length);
                }
                text.Append(letter);
                looks.Add(run);
            }
        }
        while (text.Length > 0 && text[^1] is ' ' or '\n') text.Length--;
        var tidy = new TidyText(text.ToString());
        tidy.looks.AddRange(looks.Take(text.Length));
        return tidy;
    }

    /// <summary>The parts of a range whose characters look alike in one respect.</summary>
    public IEnumerable<(int From, int To)> Parts<T>(int from, int to, Func<TextRun, T> look)
    {
        for (var begin = from; begin < to;)
        {
            var end = begin + 1;
            while (end < to && Equals(look(looks[end]), look(looks[begin]))) end++;
            yield return (begin, end);
            begin = end;
        }
    }

    /// <summary>A range without the spaces at its ends.</summary>
    public (int From, int To) Trim(int from, int to)
    {
        while (from < to && Text[from] is ' ' or '\n') from++;
        while (to > from && Text[to - 1] is ' ' or '\n') to--;
        return (from, to);
    }
}
