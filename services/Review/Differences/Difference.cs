using Akorda.Texts;
using Run = Akorda.Texts.WordRun;

namespace Akorda.Review.Differences;

/// <summary>A part of a text that changed, or stands between changes.</summary>
/// <param name="Segment">The segment's id in the text of today, of what was removed one of its own; null for what is no segment (a date, a channel).</param>
/// <param name="Kind">The segment's kind, or the name of the document's member.</param>
/// <param name="Runs">The words in order.</param>
public sealed record ChangedPart(string? Segment, string Kind, IReadOnlyList<Run> Runs);

/// <summary>What changed between two texts of one language, word by word: the words, and whatever else an approval covers.</summary>
public static class Difference
{
    /// <summary>Every segment of both texts in reading order, then every other member that differs.</summary>
    /// <param name="ids">What the segments of today's text are called, in its order.</param>
    public static IReadOnlyList<ChangedPart> Between(Document before, Document now, IReadOnlyList<string> ids)
    {
        var old = Segments.Cut(before, []);
        return [.. OfSegments(old, Segments.Cut(now, old), ids), .. OfMembers(before, now)];
    }

    private static IEnumerable<ChangedPart> OfSegments(IReadOnlyList<Segment> before, IReadOnlyList<Segment> now, IReadOnlyList<string> ids)
    {
        var kept = now.Select(segment => segment.Id).ToHashSet(StringComparer.Ordinal);
        var old = before.ToDictionary(segment => segment.Id, StringComparer.Ordinal);
        var shown = 0;
        foreach (var (place, segment) in now.Index())
        {
            if (!old.TryGetValue(segment.Id, out var earlier))
            {
                yield return new ChangedPart(ids[place], segment.Kind, [new Run(Run.Added, segment.Text)]);
                continue;
            }
            // What was removed stands where it stood: before the next old segment that is still there.
            for (; shown < before.Count && before[shown].Id != segment.Id && !kept.Contains(before[shown].Id); shown++)
                yield return new ChangedPart(before[shown].Id, before[shown].Kind, [new Run(Run.Removed, before[shown].Text)]);
            if (shown < before.Count && before[shown].Id == segment.Id) shown++;
            yield return new ChangedPart(ids[place], segment.Kind, RunsOf(earlier.Text, segment.Text));
        }
        foreach (var gone in before.Skip(shown).Where(segment => !kept.Contains(segment.Id)))
            yield return new ChangedPart(gone.Id, gone.Kind, [new Run(Run.Removed, gone.Text)]);
    }

    private static IEnumerable<ChangedPart> OfMembers(Document before, Document now)
    {
        var old = Members(before).ToDictionary();
        var current = Members(now).ToDictionary();
        return from name in current.Keys.Union(old.Keys)
               let was = old.GetValueOrDefault(name, "")
               let became = current.GetValueOrDefault(name, "")
               where was != became
               select new ChangedPart(null, name, RunsOf(was, became));
    }

    private static IEnumerable<KeyValuePair<string, string>> Members(Document document)
    {
        yield return new("section", document.Section);
        yield return new("rubric", document.Rubric);
        yield return new("occurredOn", document.OccurredOn.ToString("O", null));
        yield return new("topics", string.Join(", ", document.Topics));
        yield return new("languages", string.Join(", ", document.Languages));
        yield return new("releasePolicy", document.ReleasePolicy);
        yield return new("urgency", document.Urgency);
        yield return new("embargoUntil", document.EmbargoUntil?.ToString("O", null) ?? "");
        yield return new("channels", string.Join(", ", document.Channels));
        yield return new("media", string.Join(", ", document.Media.Select(medium => $"{medium.Id:D} {medium.Sha256}")));
        yield return new("credit", string.Join(", ", document.Media.Select(medium => medium.Credit)));
        foreach (var (channel, text) in document.ChannelTexts) yield return new("channelTexts." + channel, text);
    }

    private static IReadOnlyList<Run> RunsOf(string before, string now) => WordDifference.Between(before, now);
}
