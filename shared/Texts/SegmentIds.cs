using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Akorda.Texts;

/// <summary>Gives the pieces of a text the ids of the revision before where they are the same or similar, and new ids to the others.</summary>
internal static class SegmentIds
{
    private const double Similar = 0.5;

    // Beyond this many pairs (a table of thousands of changed cells) only identical pieces keep their ids: the alignment's time grows with the square.
    private const long MaxPairs = 1_000_000;

    public static IReadOnlyList<Segment> Give(IReadOnlyList<(string Kind, string Text)> pieces, IReadOnlyList<Segment> previous)
    {
        var ids = new string?[pieces.Count];
        var rest = MatchIdentical(pieces, previous, ids);
        MatchSimilar(pieces, rest, ids);
        // Also the ids of what is gone: whoever remembers one must not find other words under it.
        var used = previous.Select(segment => segment.Id).ToHashSet(StringComparer.Ordinal);
        return [.. pieces.Select((piece, i) => new Segment(ids[i] ?? NewId(piece, used), piece.Kind, piece.Text))];
    }

    // Wherever it stands now: a piece that was moved is still the same.
    private static List<Segment> MatchIdentical(IReadOnlyList<(string Kind, string Text)> pieces, IReadOnlyList<Segment> previous, string?[] ids)
    {
        var byWords = previous.GroupBy(segment => (segment.Kind, segment.Text)).ToDictionary(group => group.Key, group => new Queue<Segment>(group));
        for (var i = 0; i < pieces.Count; i++)
        {
            if (byWords.TryGetValue(pieces[i], out var same) && same.TryDequeue(out var segment)) ids[i] = segment.Id;
        }
        var taken = ids.ToHashSet(StringComparer.Ordinal);
        return [.. previous.Where(segment => !taken.Contains(segment.Id))];
    }

    // Needleman and Wunsch: the order-preserving pairs with the greatest sum of similarities.
    private static void MatchSimilar(IReadOnlyList<(string Kind, string Text)> pieces, List<Segment> old, string?[] ids)
    {
        var open = Enumerable.Range(0, pieces.Count).Where(i => ids[i] is null).ToList();
        if (open.Count == 0 || old.Count == 0 || (long)open.Count * old.Count > MaxPairs) return;
        var newTokens = open.Select(i => Tokens(pieces[i].Text)).ToList();
        var oldTokens = old.Select(segment => Tokens(segment.Text)).ToList();
        var best = new double[open.Count + 1, old.Count + 1];
        var pairs = new bool[open.Count + 1, old.Count + 1];
        for (var i = open.Count - 1; i >= 0; i--)
        {
            for (var j = old.Count - 1; j >= 0; j--)
            {
                best[i, j] = Math.Max(best[i + 1, j], best[i, j + 1]);
                if (pieces[open[i]].Kind != old[j].Kind || Similarity(newTokens[i], oldTokens[j]) is not (>= Similar and var similarity)) continue;
                pairs[i, j] = best[i + 1, j + 1] + similarity >= best[i, j];
                if (pairs[i, j]) best[i, j] = best[i + 1, j + 1] + similarity;
            }
        }
        for (var (i, j) = (0, 0); i < open.Count && j < old.Count;)
        {
            if (pairs[i, j]) ids[open[i++]] = old[j++].Id;
            else if (best[i + 1, j] >= best[i, j + 1]) i++;
            else j++;
        }
    }

    private static Dictionary<string, int> Tokens(string text)
    {
        var tokens = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                if (start < 0) start = i;
            }
            else if (start >= 0)
            {
                var token = text[start..i];
                tokens[token] = tokens.GetValueOrDefault(token) + 1;
                start = -1;
            }
        }
        return tokens;
    }

    // Dice's coefficient over words, each as often as it occurs.
    private static double Similarity(Dictionary<string, int> a, Dictionary<string, int> b)
    {
        var words = a.Values.Sum() + b.Values.Sum();
        return words == 0 ? 0 : 2.0 * a.Sum(token => Math.Min(token.Value, b.GetValueOrDefault(token.Key))) / words;
    }

    // From the words, so that the same history gives the same ids everywhere; another try where two words share a digest.
    private static string NewId((string Kind, string Text) piece, HashSet<string> used)
    {
        for (var attempt = 0; ; attempt++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{piece.Kind}\n{attempt}\n{piece.Text}"));
            var id = "s" + Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 4));
            if (used.Add(id)) return id;
        }
    }
}
