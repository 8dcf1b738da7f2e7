using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Akorda.Publisher.Channels;

/// <summary>The channels of a start without a channels file: one on each network for each language, all of them on the sandbox's imitations. Their credentials open nothing else and are no secrets.</summary>
internal static class SandboxChannels
{
    private static readonly ChannelTiming Short = new() { TimeoutSeconds = 10, SettleSeconds = 2, RetrySeconds = [1, 2, 5, 15] };

    /// <summary>The channels, at <c>Services:Sandbox</c> where it runs apart, else at <c>Urls:Sandbox</c>.</summary>
    public static IReadOnlyList<ChannelSettings> All(IConfiguration configuration, IReadOnlyList<string> languages)
    {
        var sandbox = new Uri(configuration["Services:Sandbox"] ?? configuration["Urls:Sandbox"] ?? "http://127.0.0.1:8095");
        var site = new Uri(configuration["Site:PublicUrl"] ?? configuration["Urls:Site"] ?? "http://127.0.0.1:8080");
        if (!sandbox.IsNearby()) throw new InvalidDataException($"The sandbox must be on this machine or in a container beside, and {sandbox.Host} is neither. Real channels are named in Publisher:ChannelsFile.");
        return [.. from network in (string[])["telegram", "x", "facebook", "mastodon", "bluesky", "linkedin", "vk", "webhook", "websub"] from language in languages select Channel(sandbox, site, network, language)];
    }

    private static ChannelSettings Channel(Uri sandbox, Uri site, string network, string language) => new()
    {
        Id = $"{network}-{language}",
        Network = network,
        Language = language,
        // The others are there to be chosen: an event of three languages shows what there is to see with nine posts too.
        Default = network is "telegram" or "x" or "facebook",
        BaseUrl = new Uri(sandbox, network is "webhook" or "websub" ? $"/{network}/{language}" : "/" + network),
        Timing = Short,
        Credentials = network switch
        {
            "telegram" => new Dictionary<string, string>
            {
                ["token"] = $"1:sandbox-telegram-{language}",
                ["chatId"] = $"@sandbox_{language}",
                ["auditChatId"] = $"@sandbox_{language}_audit",
            },
            "x" => new Dictionary<string, string>
            {
                ["consumerKey"] = "sandbox-consumer",
                ["consumerSecret"] = "sandbox-consumer-secret",
                ["accessToken"] = $"sandbox-x-{language}",
                ["accessTokenSecret"] = $"sandbox-x-{language}-secret",
                ["userId"] = $"sandbox{language}",
            },
            "mastodon" => new Dictionary<string, string>
            {
                ["token"] = $"sandbox-mastodon-{language}",
                ["accountId"] = "1090" + NumberOf(language),
            },
            "bluesky" => new Dictionary<string, string>
            {
                ["identifier"] = $"sandbox-{language}.test",
                ["appPassword"] = $"sandbox-bluesky-{language}",
                ["did"] = $"did:plc:sandbox{language}",
            },
            "linkedin" => new Dictionary<string, string>
            {
                ["token"] = $"sandbox-linkedin-{language}",
                ["author"] = "urn:li:organization:1" + NumberOf(language),
            },
            "vk" => new Dictionary<string, string>
            {
                ["token"] = $"sandbox-vk-{language}",
                ["groupId"] = "2" + NumberOf(language),
            },
            "webhook" => new Dictionary<string, string> { ["secret"] = "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-webhook-" + language)) },
            "websub" => new Dictionary<string, string> { ["topic"] = new Uri(site, $"/{language}/feed.json").AbsoluteUri },
            _ => new Dictionary<string, string>
            {
                ["pageId"] = $"sandbox-{language}",
                ["pageToken"] = $"sandbox-facebook-{language}",
                ["appSecret"] = "sandbox-app-secret",
            },
        },
    };

    // Where a network knows accounts by numbers.
    private static string NumberOf(string language) => string.Concat(language.Select(letter => ((int)letter).ToString(CultureInfo.InvariantCulture)));
}
