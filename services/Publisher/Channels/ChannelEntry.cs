using System.Text.Json;
using System.Text.RegularExpressions;

namespace Akorda.Publisher.Channels;

/// <summary>One entry of the channels file, read strictly.</summary>
internal static partial class ChannelEntry
{
    private const int LongestWait = 24 * 60 * 60;

    private static readonly Dictionary<string, Network> Known = new()
    {
        ["telegram"] = new("chatId", ["token", "chatId"], ["auditChatId"]),
        ["x"] = new("userId", ["consumerKey", "consumerSecret", "accessToken", "accessTokenSecret", "userId"], []),
        ["facebook"] = new("pageId", ["pageId", "pageToken", "appSecret"], []),
        ["mastodon"] = new("accountId", ["token", "accountId"], []),
        ["bluesky"] = new("did", ["identifier", "appPassword", "did"], []),
        ["linkedin"] = new("author", ["token", "author"], []),
        ["vk"] = new("groupId", ["token", "groupId"], []),
        ["webhook"] = new(null, ["secret"], []),
        ["websub"] = new("topic", ["topic"], []),
    };

    private static readonly string[] WithoutClient = ["instagram", "threads"];

    /// <summary>The credential that names a network's account; null where the channel's address does.</summary>
    public static string? AccountMember(string network) => Known[network].Account;

    /// <summary>Reads the credentials that a network needs; what is wrong is added to the faults, without values.</summary>
    public static IReadOnlyDictionary<string, string> ReadCredentials(JsonElement element, string at, string network, List<string> faults) =>
        ReadCredentials(element, at, Known[network], faults);

    /// <summary>Reads an entry; null when it has faults.</summary>
    public static ChannelSettings? Read(JsonElement element, string at, IReadOnlyList<string> languages, List<string> faults)
    {
        var before = faults.Count;
        var entry = new StrictObject(element, at, faults, "id", "network", "language", "default", "baseUrl", "credentials", "timing");
        var id = entry.Text("id");
        if (id is not null && !IdForm().IsMatch(id)) faults.Add($"{at}.id: \"{id}\" is not an id: lower-case letters, digits and hyphens, at most 60");
        var language = entry.Text("language");
        if (language is not null && !languages.Contains(language)) faults.Add($"{at}.language: \"{language}\" is no language of this site ({string.Join(", ", languages)})");
        var network = entry.Text("network");
        if (network is not null && !Known.ContainsKey(network))
            faults.Add($"{at}.network: " + (WithoutClient.Contains(network) ? $"the client for {network} does not exist yet" : $"there is no network \"{network}\""));
        var isDefault = entry.Flag("default");
        var baseUrl = entry.Text("baseUrl") is { } address ? ReadAddress(address, at + ".baseUrl", faults) : null;
        var credentials = network is not null && Known.TryGetValue(network, out var known) && entry.Object("credentials") is { } given
            ? ReadCredentials(given, at + ".credentials", known, faults)
            : null;
        var timing = entry.Optional("timing") is { } times ? ReadTiming(times, at + ".timing", faults) : new ChannelTiming();
        return faults.Count > before || id is null || network is null || language is null || baseUrl is null || credentials is null
            ? null
            : new ChannelSettings { Id = id, Network = network, Language = language, Default = isDefault, BaseUrl = baseUrl, Credentials = credentials, Timing = timing };
    }

    private static Uri? ReadAddress(string address, string at, List<string> faults)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            faults.Add($"{at}: \"{address}\" is not an https address");
        else if (uri.Scheme == "http" && !uri.IsNearby())
            faults.Add($"{at}: http is for this machine and the containers beside only; {uri.Host} needs https");
        else if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
            faults.Add($"{at}: an address without user, query and fragment is needed");
        else return uri;
        return null;
    }

    private static Dictionary<string, string> ReadCredentials(JsonElement element, string at, Network network, List<string> faults)
    {
        var given = new StrictObject(element, at, faults, [.. network.Required, .. network.Optional]);
        var credentials = new Dictionary<string, string>();
        foreach (var name in network.Required)
            if (given.Text(name) is { } value) credentials[name] = value;
        foreach (var name in network.Optional)
            if (given.Optional(name) is not null && given.Text(name) is { } value) credentials[name] = value;
        return credentials;
    }

    private static ChannelTiming ReadTiming(JsonElement element, string at, List<string> faults)
    {
        var times = new StrictObject(element, at, faults, "timeoutSeconds", "settleSeconds", "retrySeconds");
        var standard = new ChannelTiming();
        var retries = times.Optional("retrySeconds") is null
            ? standard.RetrySeconds
            : [.. times.List("retrySeconds").Select(pause => StrictObject.Number(pause.Element, pause.At, 1, LongestWait, faults) ?? 0)];
        if (retries.Count == 0) faults.Add($"{at}.retrySeconds: at least one pause is needed");
        return new ChannelTiming
        {
            TimeoutSeconds = times.Number("timeoutSeconds", 1, 600) ?? standard.TimeoutSeconds,
            SettleSeconds = times.Number("settleSeconds", 0, LongestWait) ?? standard.SettleSeconds,
            RetrySeconds = retries,
        };
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$(?<=^.{1,60})", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    /// <param name="Account">The credential that names the account; null where the address does.</param>
    private sealed record Network(string? Account, IReadOnlyList<string> Required, IReadOnlyList<string> Optional);
}
