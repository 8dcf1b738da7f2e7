using DiffPlex;
using DiffPlex.Chunkers;

namespace Akorda.Texts;

/// <summary>Words that belong together in a comparison.</summary>
/// <param name="Change"><c>kept</c>, <c>added</c> or <c>removed</c>.</param>
/// <param name="Text">The words, spaces included.</param>
public sealed record WordRun(string Change, string Text)
{
    public const string Kept = "kept";
    public const string Added = "added";
    public const string Removed = "removed";
}

/// <summary>What changed between two texts, word by word. Pure.</summary>
public static class WordDifference
{
    // The comparison's time grows with the square of what differs: a longer text is first compared line by line.
    private const int MaxWords = 3_000;

    private static readonly WordChunker Words = new();
    private static readonly LineEndingsPreservingChunker Lines = new();

    /// <summary>The words of both texts in order: without the removed ones they are the second text, without the added ones the first.</summary>
    public static IReadOnlyList<WordRun> Between(string before, string now) =>
        before == now ? [new WordRun(WordRun.Kept, now)]
        : IsLong(before) || IsLong(now) ? Compare(Lines, before, now, BetweenLines)
        : Compare(Words, before, now, Whole);

    private static IEnumerable<WordRun> BetweenLines(string removed, string added) =>
        IsLong(removed) || IsLong(added) ? Whole(removed, added) : Compare(Words, removed, added, Whole);

    private static IEnumerable<WordRun> Whole(string removed, string added) =>
        ((WordRun[])[new(WordRun.Removed, removed), new(WordRun.Added, added)]).Where(run => run.Text.Length > 0);

    private static bool IsLong(string text) => Words.Chunk(text).Count > MaxWords;

    private static List<WordRun> Compare(IChunker by, string before, string now, Func<string, string, IEnumerable<WordRun>> changed)
    {
        var (old, current) = (by.Chunk(before), by.Chunk(now));
        var runs = new List<WordRun>();
        void Keep(int from, int to)
        {
            if (to > from) runs.Add(new WordRun(WordRun.Kept, string.Concat(current.Skip(from).Take(to - from))));
        }
        var at = 0;
        foreach (var block in Differ.Instance.CreateDiffs(before, now, ignoreWhiteSpace: false, ignoreCase: false, by).DiffBlocks)
        {
            Keep(at, block.InsertStartB);
            runs.AddRange(changed(string.Concat(old.Skip(block.DeleteStartA).Take(block.DeleteCountA)), string.Concat(current.Skip(block.InsertStartB).Take(block.InsertCountB))));
            at = block.InsertStartB + block.InsertCountB;
        }
        Keep(at, current.Count);
        return runs;
    }
}
