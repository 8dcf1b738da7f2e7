using Akorda.Contracts;
using Akorda.Desk.Backend;

namespace Akorda.Desk.Reviews;

/// <summary>Something that a person said about a text of an event, as Review answers it.</summary>
/// <param name="SegmentId">Null: about the whole text.</param>
public sealed record Comment(
    Guid Id, string Language, string? SegmentId, string Text, Person Author, DateTimeOffset CreatedAt, Person? ResolvedBy, DateTimeOffset? ResolvedAt)
{
    private const string OnText = "comment";
    private const string OnSource = "ask";
    private const string Resolve = "resolve";

    /// <summary>What was said about an event's texts in these languages, oldest first. A text can be worked on without it.</summary>
    public static async Task<IReadOnlyList<Comment>> OfAsync(Newsroom newsroom, Guid eventId, IReadOnlyList<string> languages, CancellationToken ct)
    {
        var all = await newsroom.GetWholeAsync<Comment>($"/api/comments/{eventId}", ct);
        return [.. (all.Value?.Items ?? []).Where(comment => languages.Contains(comment.Language))];
    }

    /// <summary>Whether a button is one of a thread's: <c>comment:SEGMENT</c>, <c>ask:SEGMENT</c> (about the source, so that all languages see it), <c>resolve:COMMENT</c>.</summary>
    public static bool IsAct(string act) => act.Split(':') is [OnText or OnSource or Resolve, _];

    /// <summary>Does it; the problem where it was refused.</summary>
    public static async Task<Problem?> ActAsync(string act, string text, Guid eventId, string language, string sourceLanguage, Newsroom newsroom, CancellationToken ct)
    {
        var (verb, about) = act.Split(':') is [var first, var second] ? (first, second) : throw new ArgumentException("This is no act on comments.", nameof(act));
        var answer = verb == Resolve
            ? await newsroom.PostAsync<Comment>($"/api/comments/{eventId}/{about}/resolve", null, ct)
            : await newsroom.PostAsync<Comment>($"/api/comments/{eventId}", new { language = verb == OnSource ? sourceLanguage : language, text = text.ReplaceLineEndings("\n"), segmentId = about }, ct);
        return answer.Problem is { Errors.Count: > 0 } faulty
            // The field on the page is one for all of them.
            ? faulty with { Errors = faulty.Errors.ToDictionary(error => error.Key.Replace("$.text", "$.comment", StringComparison.Ordinal), error => error.Value) }
            : answer.Problem;
    }
}
