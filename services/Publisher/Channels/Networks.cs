using Akorda.Publisher.Channels.Bluesky;
using Akorda.Publisher.Channels.Facebook;
using Akorda.Publisher.Channels.LinkedIn;
using Akorda.Publisher.Channels.Mastodon;
using Akorda.Publisher.Channels.Telegram;
using Akorda.Publisher.Channels.Vk;
using Akorda.Publisher.Channels.Webhook;
using Akorda.Publisher.Channels.WebSub;
using Akorda.Publisher.Channels.X;

namespace Akorda.Publisher.Channels;

/// <summary>The networks that have a client.</summary>
public static class Networks
{
    /// <summary>Opens every channel that is configured.</summary>
    public static IReadOnlyList<IChannel> Open(IReadOnlyList<ChannelSettings> settings, TimeProvider clock) =>
        [.. settings.Select(channel => Open(channel, clock))];

    /// <summary>Opens one channel with the credentials of its settings.</summary>
    public static IChannel Open(ChannelSettings settings, TimeProvider clock) => settings.Network switch
    {
        "telegram" => new TelegramChannel(settings, clock),
        "x" => new XChannel(settings, clock),
        "facebook" => new FacebookChannel(settings, clock),
        "mastodon" => new MastodonChannel(settings, clock),
        "bluesky" => new BlueskyChannel(settings, clock),
        "linkedin" => new LinkedInChannel(settings, clock),
        "vk" => new VkChannel(settings, clock),
        "webhook" => new WebhookChannel(settings, clock),
        "websub" => new WebSubChannel(settings, clock),
        _ => throw new NotSupportedException($"There is no client for {settings.Network}."),
    };
}
