using System.Collections.Concurrent;
using System.Diagnostics;
using Akorda.Texts;

namespace Akorda.Faults.Workload;

/// <summary>One event as the harness knows it: what it sent, and what it was told.</summary>
public sealed class Event(int ordinal, string source, IReadOnlyList<string> targets)
{
    private readonly ConcurrentDictionary<(string Language, int Revision), DateTimeOffset> approvals = new();
    private readonly ConcurrentQueue<(string Stage, long At)> stages = new();

    /// <summary>Its place in the run; its marks are made of it.</summary>
    public int Ordinal => ordinal;

    public string Source => source;

    public IReadOnlyList<string> Targets => targets;

    public IEnumerable<string> Languages => targets.Prepend(source);

    public string Urgency { get; init; } = "routine";

    public DateTimeOffset? Embargo { get; set; }

    /// <summary>Null: the default ones.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>The id of an uploaded photograph that it shows.</summary>
    public string? Photograph { get; init; }

    /// <summary>The idempotency key of its creation.</summary>
    public string Key { get; } = Guid.CreateVersion7().ToString();

    /// <summary>The newest revision that was sent.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>Set by the first 2xx; null while nobody said that it was accepted.</summary>
    public Guid? Id { get; set; }

    /// <summary>The number in its addresses.</summary>
    public long Number { get; set; }

    /// <summary>The first revision that readers can have seen; the address is made of its title.</summary>
    public int FirstShown { get; set; } = 1;

    /// <summary>When a withdrawal was answered 2xx.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>What its people wait for now.</summary>
    public string Stage
    {
        get => stages.LastOrDefault().Stage ?? "new";
        set => stages.Enqueue((value, Stopwatch.GetTimestamp()));
    }

    /// <summary>How long each step took, in seconds.</summary>
    public string Way => string.Join(", ", stages.Zip(stages.Skip(1)).Select(pair => $"{pair.First.Stage} {Stopwatch.GetElapsedTime(pair.First.At, pair.Second.At).TotalSeconds:0.0}"));

    /// <summary>When its whole way was over.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>An approval is on its way from now on.</summary>
    public void Approving(string language, int revision, DateTimeOffset at) => approvals.TryAdd((language, revision), at);

    /// <summary>When somebody began to approve this text; null when nobody did.</summary>
    public DateTimeOffset? ApprovedAt(string language, int revision) => approvals.TryGetValue((language, revision), out var at) ? at : null;

    /// <summary>Where a page of it will be: anybody could guess it.</summary>
    public string Path(string language) => PageAddress.Path(language, "events", Slug.Of(Words.Title(language, Words.MarkOf(ordinal, FirstShown))), Number);
}
