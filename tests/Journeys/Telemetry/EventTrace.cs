using Akorda.Testing;

namespace Akorda.Journeys.Telemetry;

/// <summary>The trace of one event, as it must be: whole, one, and without a span whose parent is not there.</summary>
internal sealed class EventTrace(IReadOnlyList<Span> all, Guid eventId)
{
    private const int Server = 2;
    private const int Consumer = 5;
    private const string Submit = "POST /api/drafts/{id:guid}/submit";

    // What three languages and nine channels bring, by consumer. Steps vary with the networks' answers, so the timeline counts them.
    private static readonly IReadOnlyDictionary<string, int> Consumed = new Dictionary<string, int>
    {
        ["ingestion-draft-submitted"] = 1, ["translation-draft-submitted"] = 1, ["review-draft-submitted"] = 1, ["publisher-draft-submitted"] = 1,
        ["ingestion-translation-queued"] = 2,
        ["ingestion-translation-completed"] = 2, ["review-translation-completed"] = 2,
        ["ingestion-text-approved"] = 3, ["translation-text-approved"] = 3, ["publisher-text-approved"] = 3,
        ["ingestion-release-published"] = 1,
        ["ingestion-delivery-settled"] = 9,
    };

    private static readonly IReadOnlyDictionary<string, int> Acts = new Dictionary<string, int> { ["claim translation"] = 2, ["complete translation"] = 2, ["approve text"] = 3 };

    private readonly List<Span> trace = [.. all.Where(span => span.TraceId == SubmissionOf(all, eventId)?.TraceId)];

    /// <summary>Waits until the trace is whole, and says what it lacks when it does not become so.</summary>
    public static async Task<EventTrace> WholeAsync(Receiver receiver, Newsroom newsroom, Guid eventId)
    {
        var trace = new EventTrace([], eventId);
        string? lack = null;
        try
        {
            await Eventually.TrueAsync(async () =>
            {
                var steps = (await newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts/{eventId}/timeline?limit=100"))["items"]!.AsArray();
                trace = new EventTrace(receiver.Spans, eventId);
                // Writing the draft is the one step that no message brings.
                lack = trace.Lack(steps.Count(step => (string)step!["step"]! != "draft-created"));
                return lack is null;
            }, "whole trace");
        }
        catch (TimeoutException)
        {
            Assert.Fail(lack);
        }
        return trace;
    }

    /// <summary>The request that began it.</summary>
    public Span Submission => SubmissionOf(trace, eventId) ?? throw new InvalidOperationException("There is no submission.");

    /// <summary>Its spans.</summary>
    public IReadOnlyList<Span> Spans => trace;

    private string? Lack(int steps)
    {
        if (SubmissionOf(all, eventId) is not { } submission) return "There is no submission.";
        var ids = trace.Select(span => span.Id).ToHashSet();
        if (trace.FirstOrDefault(span => span != submission && !ids.Contains(span.Parent) && !IsAbove(span, submission)) is { } orphan) return $"{orphan.Name} of {orphan.Service} has no parent here.";
        if (all.FirstOrDefault(span => span.Kind == Consumer && span.EventId == eventId.ToString() && span.TraceId != submission.TraceId) is { } stray) return $"{stray.Name} is in another trace.";
        foreach (var (consumer, count) in Consumed)
            if (Count(consumer) != count) return $"{consumer} is there {Count(consumer)} times, not {count}.";
        var recorded = trace.Count(span => span.Kind == Consumer && span.Name.StartsWith("ingestion-", StringComparison.Ordinal));
        if (recorded != steps) return $"The timeline has {steps} steps, the trace {recorded}.";
        return LackOfActs() ?? LackOfPosts() ?? LackOfPage();
    }

    // Each is in the event's trace, and names the request that it was done by; the request names it.
    private string? LackOfActs()
    {
        foreach (var (act, count) in Acts)
        {
            if (Count(act) != count) return $"{act} is there {Count(act)} times, not {count}.";
            foreach (var span in trace.Where(span => span.Name == act))
                if (!all.Any(request => request.Kind == Server && request.Links.Contains(span.Key) && span.Links.Contains(request.Key))) return $"{act} and its request do not name each other.";
        }
        return null;
    }

    private string? LackOfPosts()
    {
        foreach (var channel in (string[])["telegram-kk", "telegram-ru", "telegram-en", "facebook-kk", "facebook-ru", "facebook-en", "x-kk", "x-ru", "x-en"])
            if (!trace.Any(span => span.Name == $"send {channel}" && ParentOf(span)?.Name == $"deliver to {channel}")) return $"There is no post to {channel}.";
        return null;
    }

    private string? LackOfPage() =>
        trace.Any(span => span is { Kind: Server, Name: "PUT /publications/{eventId:guid}" } && ParentOf(span) is { Name: "PUT" } push && ParentOf(push)?.Name == "push to the site")
            ? null
            : "The Site's acceptance is not the push's child.";

    // Where the Desk leads a request on, its span and its call stand above the service's.
    private bool IsAbove(Span span, Span below) => ParentOf(below) is { } parent && (parent == span || IsAbove(span, parent));

    private Span? ParentOf(Span span) => trace.FirstOrDefault(other => other.Id == span.Parent);

    private int Count(string name) => trace.Count(span => span.Name == name);

    private static Span? SubmissionOf(IReadOnlyList<Span> spans, Guid eventId) =>
        spans.FirstOrDefault(span => span.Kind == Server && span.Name == Submit && span.EventId == eventId.ToString() && spans.Any(other => other.TraceId == span.TraceId && other.Name == "ingestion-draft-submitted"));
}
