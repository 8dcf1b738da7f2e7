using Akorda.Desk.Layout;
using Akorda.Texts;

namespace Akorda.Desk.Drafts;

/// <summary>When and where a draft goes out, in plain sentences. Pure.</summary>
internal static class Release
{
    // Longer than any link of ours is; X counts every link alike.
    private const string StandIn = "https://akorda.kz/kk/events/akorda/ahhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-1000000";

    /// <summary>When.</summary>
    public static string When(DraftForm form, DateTimeOffset now, Words words)
    {
        var policy = form.ReleasePolicy == "as-ready" ? "as-ready" : "together";
        return Times.FromField(form.EmbargoUntil) is { } at && at > now ? words[$"drafts.goes.{policy}.at", words.Moment(at)] : words[$"drafts.goes.{policy}.soon"];
    }

    /// <summary>Where, beside the site.</summary>
    public static string Where(DraftForm form, IReadOnlyList<KnownChannel>? channels, Words words)
    {
        if (channels is null) return words["drafts.goes.channels-unknown"];
        var chosen = ChosenOf(form, channels).ToList();
        return chosen.Count == 0 ? words["drafts.goes.nowhere"] : $"{words.Count("drafts.goes.channels", chosen.Count)}: {string.Join(", ", chosen.Select(channel => channel.Id))}.";
    }

    /// <summary>The channels that the form means.</summary>
    public static IEnumerable<KnownChannel> ChosenOf(DraftForm form, IReadOnlyList<KnownChannel> channels) => channels.Where(channel =>
        (channel.Language == form.Language || form.TargetLanguages.Contains(channel.Language)) && (form.Channels?.Contains(channel.Id) ?? channel.Default));

    /// <summary>How long a hand-written text is with its link, as the network counts; null where the network has no limit that we know.</summary>
    public static (int Length, int Longest)? LengthOf(KnownChannel channel, string text)
    {
        if (PostLimit.Of(channel.Network) is not { } limit) return null;
        var words = text.Trim();
        return (words.Length == 0 ? 0 : limit.Measure(words.Contains("https://", StringComparison.Ordinal) ? words : $"{words}\n\n{StandIn}"), limit.Longest);
    }
}
