using System.Globalization;
using Akorda.Contracts;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Publications;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Timeline;
using Akorda.Contracts.Translations;

namespace Akorda.Ingestion.Timeline;

/// <summary>One line of an event's timeline.</summary>
/// <param name="Name">In the form <c>draft-submitted</c>.</param>
/// <param name="Actor">Null when the system did it.</param>
public sealed record Step(Guid EventId, DateTimeOffset At, string Name, string? Language, Person? Actor, string? Detail)
{
    /// <summary>What a service says when it drops an editor's withdrawal because the event was released before.</summary>
    public const string WithdrawalDropped = "withdrawal-dropped";

    /// <summary>The line that each message becomes.</summary>
    public static Step Of(object message) => message switch
    {
        DraftSubmitted m => new(m.EventId, m.SubmittedAt, "draft-submitted", m.Language, m.SubmittedBy, Revision(m.Revision)),
        DraftWithdrawn m => new(m.EventId, m.WithdrawnAt, "draft-withdrawn", null, m.WithdrawnBy, m.Reason),
        TranslationQueued m => new(m.EventId, m.QueuedAt, "translation-queued", m.Language, null, Round(m.Revision, m.Round)),
        TranslationCompleted m => new(m.EventId, m.CompletedAt, "translation-completed", m.Language, m.CompletedBy, Round(m.Revision, m.Round)),
        TextApproved m => new(m.EventId, m.ApprovedAt, "text-approved", m.Language, m.Approver, Round(m.Revision, m.Round) + (m.Carried ? ", unchanged since it was approved" : "")),
        TextReturned m => new(m.EventId, m.ReturnedAt, "text-returned", m.Language, m.ReturnedBy, m.Comment),
        ReleaseScheduled m => new(m.EventId, m.ScheduledAt, "release-scheduled", null, null, $"{Revision(m.Revision)}, for {Time(m.ReleaseAt)}"),
        ReleasePublished m => new(m.EventId, m.ReleasedAt, "release-published", null, null, $"{Revision(m.Revision)}: {string.Join(", ", m.Texts.Select(text => text.Language))}"),
        ReleaseWithdrawn m => new(m.EventId, m.WithdrawnAt, "release-withdrawn", null, m.WithdrawnBy, m.Reason),
        DeliverySettled m => new(m.EventId, m.SettledAt, "delivery-settled", m.Language, null, Delivery(m)),
        StepRecorded m => new(m.EventId, m.At, m.Step, m.Language, m.Actor, m.Detail),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message.GetType(), "A message without a place in the timeline."),
    };

    private static string Delivery(DeliverySettled m) =>
        string.Join(' ', new[] { $"{m.Destination}: {m.Action} {m.State}", m.Url, m.Reason }.Where(part => part is not null));

    private static string Revision(int revision) => string.Create(CultureInfo.InvariantCulture, $"revision {revision}");

    private static string Round(int revision, int round) => string.Create(CultureInfo.InvariantCulture, $"revision {revision}, round {round}");

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
