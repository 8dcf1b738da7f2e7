using System.Text.Json.Nodes;
using Akorda.Contracts;
using Akorda.Contracts.Publications;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Timeline;
using Akorda.Contracts.Translations;

namespace Akorda.Ingestion.Tests;

/// <summary>What other services say about a draft, with defaults for what Ingestion does not look at.</summary>
internal static class Messages
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly Person Rustem = new("rustem", "Rustem");

    public static TranslationQueued Queued(JsonObject draft, string language, int revision, int round = 1) => new()
    {
        EventId = Id(draft),
        TaskId = Guid.Empty,
        Language = language,
        Revision = revision,
        Round = round,
        QueuedAt = At.AddMinutes(1),
    };

    public static TranslationCompleted Completed(JsonObject draft, string language, int revision, int round = 1) => new()
    {
        EventId = Id(draft),
        TaskId = Guid.Empty,
        Number = 1,
        Language = language,
        SourceLanguage = "kk",
        Revision = revision,
        Round = round,
        Document = "{}",
        Writers = [Rustem],
        CompletedBy = Rustem,
        CompletedAt = At.AddMinutes(2),
        Urgency = "routine",
        Acknowledged = [],
    };

    public static TextApproved Approved(JsonObject draft, string language, int revision, int round = 1) => new()
    {
        EventId = Id(draft),
        Number = 1,
        Language = language,
        SourceLanguage = "kk",
        Revision = revision,
        Round = round,
        Document = "{}",
        Digest = "",
        Writers = [],
        Approver = Rustem,
        ApprovedAt = At.AddMinutes(3),
        Approval = "",
        Carried = false,
        Urgency = "routine",
    };

    public static TextReturned Returned(JsonObject draft, string language, int revision, int round = 1) => new()
    {
        EventId = Id(draft),
        Language = language,
        SourceLanguage = "kk",
        Revision = revision,
        Round = round,
        Comment = "Once more",
        Segments = [],
        ReturnedBy = Rustem,
        ReturnedAt = At.AddMinutes(3),
        Urgency = "routine",
    };

    public static ReleaseScheduled Scheduled(JsonObject draft, int revision) => new()
    {
        EventId = Id(draft),
        Revision = revision,
        ReleaseAt = At.AddDays(1),
        ScheduledAt = At.AddMinutes(4),
    };

    public static ReleasePublished Published(JsonObject draft, int revision, params string[] languages) => new()
    {
        EventId = Id(draft),
        Number = 1,
        Revision = revision,
        ReleasedAt = At.AddMinutes(5),
        Texts = [.. languages.Select(language => new ReleasedText { Language = language, Url = $"http://site/{language}/{revision}" })],
    };

    public static ReleaseWithdrawn Withdrawn(JsonObject draft, int revision) => new()
    {
        EventId = Id(draft),
        Revision = revision,
        Reason = "It was wrong",
        WithdrawnBy = Rustem,
        WithdrawnAt = At.AddMinutes(6),
    };

    public static DeliverySettled Settled(JsonObject draft, int revision) => new()
    {
        DeliveryId = Guid.Empty,
        EventId = Id(draft),
        Revision = revision,
        Language = "kk",
        Destination = "telegram-kk",
        Action = "publish",
        State = "delivered",
        Url = "https://t.me/akorda/1",
        Reason = null,
        SettledAt = At.AddMinutes(7),
    };

    public static StepRecorded Step(JsonObject draft, string step, TimeSpan after = default) => new()
    {
        EventId = Id(draft),
        At = At + after,
        Step = step,
        Language = "ru",
        Actor = Rustem,
        Detail = "A detail",
    };

    private static Guid Id(JsonObject draft) => Guid.Parse((string)draft["id"]!);
}
