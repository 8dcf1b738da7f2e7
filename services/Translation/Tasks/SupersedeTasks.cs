using Akorda.Contracts.Drafts;
using Akorda.Messaging;

namespace Akorda.Translation.Tasks;

/// <summary>An event was taken back before its release: nothing up to that revision is translated any more.</summary>
public static class SupersedeTasks
{
    public static Task<Effects> Handle(DraftWithdrawn message, Incoming incoming, CancellationToken ct) => Task.FromResult(new Effects()
        .Run(LiveSql, message.EventId, message.Revision + 1)
        .Run(Sql, message.EventId, message.Revision + 1));

    /// <summary>Supersedes the tasks of every revision below the given one.</summary>
    public const string Sql =
        """
        update translation.task
           set state = 'superseded', lease_ends_at = null
         where event_id = $1
           and revision < $2
           and state <> 'superseded'
        """;

    // The withdrawal may come before the draft that it is about.
    private const string LiveSql =
        """
        insert into translation.event (event_id, live_from)
        values ($1, $2)
        on conflict (event_id) do update
           set live_from = greatest(event.live_from, excluded.live_from)
        """;
}
