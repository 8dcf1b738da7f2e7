using Akorda.Contracts.Drafts;
using Akorda.Contracts.Timeline;
using Akorda.Messaging;

namespace Akorda.Publisher.Releases;

/// <summary>An editor's withdrawal ends what is not released; where a release has begun it comes too late, and says so.</summary>
public static class DropRelease
{
    /// <summary>Consumes a draft's withdrawal. Of one event one message is handled at a time, so a release and a withdrawal never pass each other.</summary>
    public static async Task<Effects> Handle(DraftWithdrawn message, Incoming incoming, CancellationToken ct)
    {
        if (await incoming.FindAsync(HasBegunSql, [message.EventId], row => row.GetBoolean(0), ct))
            return new Effects().Send(
                new StepRecorded
                {
                    EventId = message.EventId, At = incoming.Now, Step = "withdrawal-dropped", Language = null,
                    Actor = message.WithdrawnBy, Detail = "The event is public already; a publisher can withdraw it.",
                },
                incoming.Urgency);
        return new Effects().Run(DropSql, message.EventId, message.Revision, incoming.Urgency).Run(ReleasesSql, message.EventId, message.Revision);
    }

    private const string HasBegunSql = "select exists (select from publisher.publication where event_id = $1 and version > 0)";

    // A row even for an event that nothing else has reached yet: what comes after the withdrawal must find it.
    private const string DropSql =
        """
        insert into publisher.publication as p (event_id, number, urgency, dropped_revision)
        values ($1, 0, $3, $2)
        on conflict (event_id) do update
           set dropped_revision = greatest(p.dropped_revision, excluded.dropped_revision)
        """;

    private const string ReleasesSql =
        """
        update publisher.release
           set state = 'withdrawn'
         where event_id = $1
           and revision <= $2
           and state in ('assembling', 'scheduled')
        """;
}
