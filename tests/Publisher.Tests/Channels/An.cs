using Akorda.Publisher.Channels;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Channels;

/// <summary>Orders and settings with defaults.</summary>
internal static class An
{
    public static Order Order(int number, string language = "kk", string title = "Мемлекет басшысы кеңес өткізді", string? lead = "Кеңесте экономика мәселелері қаралды.", string? written = null, string channel = "telegram-kk") => new()
    {
        DeliveryId = Guid.CreateVersion7(),
        Action = "publish",
        Page = Page(number, language),
        RemoteId = null,
        PostedAt = null,
        Document = new Document
        {
            Format = 1,
            EventId = Guid.CreateVersion7(),
            Number = number,
            Language = language,
            Languages = ["en", "kk", "ru"],
            Section = "events",
            Rubric = "akorda",
            Place = null,
            OccurredOn = new DateOnly(2021, 12, 20),
            Title = title,
            Lead = lead,
            Body = "Body.",
            Media = [],
            Topics = [],
            ReleasePolicy = "together",
            Urgency = "routine",
            EmbargoUntil = null,
            Channels = [channel],
            ChannelTexts = written is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [channel] = written },
        },
    };

    public static Uri Page(int number, string language = "kk") => new($"https://www.akorda.kz/{language}/events/kenes-{number}");

    public static ChannelSettings Settings(Uri baseUrl) => new()
    {
        Id = "telegram-kk",
        Network = "telegram",
        Language = "kk",
        BaseUrl = baseUrl,
        Credentials = new Dictionary<string, string> { ["token"] = "1:t", ["chatId"] = "@c" },
        Timing = new ChannelTiming { TimeoutSeconds = 1 },
    };
}
