using System.Globalization;
using System.Text.RegularExpressions;
using Akorda.Desk.Layout;

namespace Akorda.Desk.Drafts;

/// <summary>What a timeline's steps say beside their names, in a person's language. The services write sentences for machines; people's own words stay as they are. Pure.</summary>
public static partial class StepWords
{
    /// <summary>A part of a detail.</summary>
    /// <param name="Language">The language of words that are not the page's own; empty where nobody knows it.</param>
    public sealed record Part(string Text, string? Language = null, string? Url = null);

    /// <summary>The detail of a step.</summary>
    public static IReadOnlyList<Part> Of(ShowDraft.TimelineStep step, Words words)
    {
        if (step.Detail is not { Length: > 0 } detail) return [];
        return step.Step switch
        {
            "draft-created" or "draft-revised" or "draft-submitted" or "translation-queued" or "translation-completed" or "text-approved" => OfRevision(detail, words),
            "release-scheduled" when Scheduled().Match(detail) is { Success: true } match =>
                [.. OfRevision(match.Groups["revision"].Value, words), new Part(words["drafts.detail.scheduled", words.Moment(DateTimeOffset.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture))])],
            "release-published" when Published().Match(detail) is { Success: true } match =>
                [.. OfRevision(match.Groups["revision"].Value, words), new Part(Languages(match.Groups["languages"].Value, words))],
            "release-ordered" when Ordered().Match(detail) is { Success: true } match =>
                [new Part(words["drafts.detail.without", Languages(match.Groups["languages"].Value, words)]), new Part(match.Groups["reason"].Value, "")],
            "delivery-attempted" when Attempted().Match(detail) is { Success: true } match =>
                [new Part(match.Groups["channel"].Value), new Part($"{Action(match, words)}: {Outcome(match.Groups["outcome"].Value, words)}")],
            "delivery-settled" when Settled().Match(detail) is { Success: true } match =>
                [new Part(Destination(match, words)), new Part($"{Action(match, words)}: {words.Find("layout.status." + match.Groups["state"].Value) ?? match.Groups["state"].Value}"), .. UrlOf(match), .. ReasonOf(match.Groups["reason"].Value, words)],
            "delivery-resolved" when Resolved().Match(detail) is { Success: true } match =>
                [new Part(Destination(match, words)), new Part(Outcome(match.Groups["outcome"].Value, words))],
            "approval-refused" or "release-refused" or "withdrawal-dropped" => [.. ReasonOf(detail, words)],
            // A person's own reason or comment.
            _ => [new Part(detail, "")],
        };
    }

    /// <summary>Why a service did or did not do something, as it stands beside a delivery too.</summary>
    public static Part Reason(string reason, Words words) => words.Find("drafts.reason." + CodeOf(reason)) is { } known ? new Part(known) : new Part(reason, "en");

    /// <summary>The name under which a machine's sentence has its words: letters and hyphens only.</summary>
    public static string CodeOf(string sentence) => Between().Replace(sentence.ToLowerInvariant(), "-").Trim('-');

    private static IReadOnlyList<Part> OfRevision(string detail, Words words) => Revision().Match(detail) is { Success: true } match
        ?
        [
            new Part(words["drafts.revision", match.Groups["revision"].Value]),
            .. match.Groups["round"] is { Success: true, Value: not "1" and var round } ? [new Part(words["drafts.detail.round", round])] : (Part[])[],
            .. match.Groups["unchanged"].Success ? [new Part(words["drafts.detail.unchanged"])] : (Part[])[],
        ]
        : [new Part(detail, "en")];

    private static IEnumerable<Part> ReasonOf(string reason, Words words)
    {
        if (reason.Length == 0) yield break;
        yield return Reason(reason, words);
    }

    private static IEnumerable<Part> UrlOf(Match match) => match.Groups["url"] is { Success: true, Value: var url } ? [new Part(url, null, url)] : [];

    private static string Destination(Match match, Words words) => match.Groups["destination"].Value is "site" ? words["drafts.detail.site"] : match.Groups["destination"].Value;

    private static string Action(Match match, Words words) => words.Find("drafts.action." + match.Groups["action"].Value) ?? match.Groups["action"].Value;

    private static string Outcome(string outcome, Words words) => words.Find("drafts.outcome." + outcome) ?? outcome;

    private static string Languages(string languages, Words words) =>
        string.Join(", ", languages.Split(", ").Select(language => words.Find("layout.language." + language) ?? language));

    [GeneratedRegex("^revision (?<revision>[0-9]+)(, round (?<round>[0-9]+))?(?<unchanged>, unchanged since it was approved)?$")]
    private static partial Regex Revision();

    [GeneratedRegex("^(?<revision>revision [0-9]+), for (?<at>[0-9TZ:-]+)$")]
    private static partial Regex Scheduled();

    [GeneratedRegex("^(?<revision>revision [0-9]+): (?<languages>[a-z, ]+)$")]
    private static partial Regex Published();

    [GeneratedRegex("^without (?<languages>[a-z]+(, [a-z]+)*): (?<reason>.*)$", RegexOptions.Singleline)]
    private static partial Regex Ordered();

    [GeneratedRegex("^(?<channel>[^ ,]+), (?<action>[a-z]+): (?<outcome>[a-z-]+)$")]
    private static partial Regex Attempted();

    [GeneratedRegex("^(?<destination>[^ :]+): (?<action>[a-z]+) (?<state>[a-z]+)( (?<url>https?://[^ ]+))?( (?<reason>.+))?$", RegexOptions.Singleline)]
    private static partial Regex Settled();

    [GeneratedRegex("^(?<destination>[^ :]+): (?<outcome>[a-z]+)$")]
    private static partial Regex Resolved();

    [GeneratedRegex("[^a-z]+")]
    private static partial Regex Between();
}
