using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Releases;

/// <summary>Something that a release waits for, or that a person should know before it goes.</summary>
/// <param name="Id">What it is: <c>text-missing</c>, <c>language-left-out</c>, <c>picture-missing</c>, <c>scheduled</c>, <c>overdue</c>, <c>post-unfit</c>, <c>channel-paused</c>, <c>token-refused</c>, <c>token-expiring</c>.</param>
/// <param name="Severity"><c>blocking</c>: the release waits for it; <c>warning</c>: something of it will wait or fail; <c>info</c>.</param>
/// <param name="Language">Null: it is about all of them.</param>
/// <param name="Detail">The rest, in a sentence.</param>
public sealed record ReadinessItem(string Id, string Severity, string? Language, string? Channel, string? Detail);

/// <summary>A photograph of a text.</summary>
/// <param name="OnSite">Whether the Site has its bytes; nobody sees them before the release.</param>
/// <param name="Problem">Why it is not there, at the last attempt.</param>
public sealed record MediaView(Guid Id, bool OnSite, string? Problem);

/// <summary>What stands between a release that has not begun and its readers, as far as the Publisher knows.</summary>
public static class Readiness
{
    private const string Blocking = "blocking";
    private const string Warning = "warning";
    private const string Note = "info";

    // What is due is looked for every second.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    /// <summary>Everything that is to be said of the release.</summary>
    /// <param name="approved">The languages that have an approved text.</param>
    /// <param name="required">The languages that are never left out.</param>
    public static IReadOnlyList<ReadinessItem> Of(
        Release release, DateTimeOffset? releaseAt, IReadOnlyCollection<string> approved, IReadOnlyList<string> required,
        IReadOnlyList<MediaView> media, IReadOnlyList<PostView> posts, ListChannels.Answer channels, DateTimeOffset now) =>
    [
        .. Texts(release, approved, required),
        .. media.Where(medium => !medium.OnSite).Select(medium => new ReadinessItem("picture-missing", Blocking, null, null, $"{medium.Id}: {medium.Problem ?? "It is on its way to the Site."}")),
        .. Time(release, releaseAt, now),
        .. posts.SelectMany(post => OfPost(post, channels)),
    ];

    private static IEnumerable<ReadinessItem> Texts(Release release, IReadOnlyCollection<string> approved, IReadOnlyList<string> required)
    {
        foreach (var language in release.Languages.Union(required).Except(approved).Order(StringComparer.Ordinal))
        {
            var waits = required.Contains(language) || !release.HasBegun && release.Policy != "as-ready" && !release.Without.Contains(language);
            yield return release.Without.Contains(language) && !required.Contains(language)
                ? new ReadinessItem("language-left-out", Note, language, null, "It follows when it is approved.")
                : new ReadinessItem("text-missing", waits ? Blocking : Warning, language, null, waits ? "The release waits for its approval." : "The release goes without it; it follows when it is approved.");
        }
    }

    private static IEnumerable<ReadinessItem> Time(Release release, DateTimeOffset? releaseAt, DateTimeOffset now)
    {
        if ((releaseAt ?? release.Earliest) is not { } at || release.HasBegun) yield break;
        if (at > now) yield return new ReadinessItem("scheduled", Note, null, null, $"Nothing is public before {at.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        else if (now - at > Late) yield return new ReadinessItem("overdue", Warning, null, null, $"It was to be released at {at.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}.");
    }

    private static IEnumerable<ReadinessItem> OfPost(PostView post, ListChannels.Answer channels)
    {
        ReadinessItem About(string id, string severity, string? detail) => new(id, severity, post.Language, post.Channel, detail);
        if (post.Unfit is not null) yield return About("post-unfit", Warning, post.Unfit);
        if (channels.Items.FirstOrDefault(item => item.Id == post.Channel) is not { } channel) yield break;
        if ((channel.Paused ?? channels.Paused) is { } paused) yield return About("channel-paused", Warning, paused.Reason);
        if (channel.Token.State == TokenHealth.Refused) yield return About("token-refused", Warning, channel.Token.Reason);
        if (channel.Token.State == TokenHealth.Expiring) yield return About("token-expiring", Warning, null);
    }
}
