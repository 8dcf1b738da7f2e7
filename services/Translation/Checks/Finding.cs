using System.Text.Json.Serialization;

namespace Akorda.Translation.Checks;

/// <summary>How much a finding weighs.</summary>
public static class Severity
{
    /// <summary>The task is not completed while it stands.</summary>
    public const string Blocking = "blocking";

    /// <summary>Worth a second look; the reviewer sees it too.</summary>
    public const string Warning = "warning";
}

/// <summary>What a check found in one segment.</summary>
/// <param name="Id">The check's name, such as <c>number</c>; it is acknowledged as <c>name:segmentId</c>.</param>
/// <param name="Severity">See <see cref="Checks.Severity"/>.</param>
/// <param name="Message">What was found, for the translator.</param>
public sealed record Finding(string Id, string Severity, string Message)
{
    // What a translator can always mend is never let stand; what a check may misread, a person may overrule.
    private static readonly IReadOnlySet<string> MayStandIds = new HashSet<string> { Numbers.Id, Dates.Id, Links.Id, WrongLanguage.Id, MixedScript.Id };

    [JsonIgnore]
    public bool Blocks => Severity == Checks.Severity.Blocking;

    /// <summary>True when the translator may acknowledge it with a reason and go on.</summary>
    public bool MayStand => !Blocks || MayStandIds.Contains(Id);
}
