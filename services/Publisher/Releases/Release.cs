using Akorda.Texts;

namespace Akorda.Publisher.Releases;

/// <summary>The approved texts of one event and revision that become public at one instant: when they may, and which.</summary>
public sealed record Release
{
    public const string Assembling = "assembling";
    public const string Scheduled = "scheduled";
    public const string Releasing = "releasing";
    public const string Published = "published";
    public const string Superseded = "superseded";
    public const string Withdrawn = "withdrawn";

    /// <summary>Two clocks that differ by more decide nothing: rather late than early.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    public required string State { get; init; }
    /// <summary>What the approved documents name: all languages of the event.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
    /// <summary>Languages that a publisher lets the release go without.</summary>
    public required IReadOnlyList<string> Without { get; init; }
    public required string Policy { get; init; }
    public required DateTimeOffset? EmbargoUntil { get; init; }
    /// <summary>Where a publisher moved the release to; never before the embargo.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>A release that no text has reached yet.</summary>
    public static Release Empty { get; } = new()
    {
        State = Assembling, Languages = [], Without = [], Policy = "as-ready", EmbargoUntil = null, NotBefore = null,
    };

    /// <summary>Adds what an approved document says. Where documents differ, the more careful one holds: the later embargo, all languages together.</summary>
    public Release With(Document document) => this with
    {
        Languages = [.. Languages.Union(document.Languages).Order(StringComparer.Ordinal)],
        Policy = document.ReleasePolicy == "as-ready" ? Policy : "together",
        EmbargoUntil = Later(EmbargoUntil, document.EmbargoUntil),
    };

    /// <summary>The instant before which nothing of this is public; null when there is none.</summary>
    public DateTimeOffset? Earliest => Later(EmbargoUntil, NotBefore);

    /// <summary>True once something of it is public or on its way there.</summary>
    public bool HasBegun => State is Releasing or Published;

    /// <summary>Whether every text is there that the policy waits for.</summary>
    /// <param name="approved">Languages with an approved text.</param>
    /// <param name="required">Languages that are never left out, whatever the policy or a publisher says: nothing is visible before them.</param>
    public bool IsComplete(IReadOnlyCollection<string> approved, IReadOnlyList<string> required) =>
        required.All(approved.Contains)
        && (HasBegun || Policy == "as-ready" || Languages.Except(Without).All(approved.Contains));

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;
}
