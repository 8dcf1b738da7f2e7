using Akorda.Postgres;

namespace Akorda.Messaging;

/// <summary>Notes, in the transaction that changes something about an event, that it did: for whoever listens in whatever process. Two places write it, every act and every group of messages, so that no module can forget it.</summary>
internal static class Changes
{
    /// <summary>The statement that notes these events.</summary>
    public static Statement Of(IReadOnlyCollection<Guid> events) => new("insert into messaging.change (event_id) select unnest($1::uuid[])", [events.ToArray()]);

    /// <summary>Forgets what was noted before a transaction, and answers the oldest one that still runs: for the next time.</summary>
    public const string ForgetSql =
        """
        with forgotten as (delete from messaging.change where xact < $1::xid8)
        select pg_snapshot_xmin(pg_current_snapshot())::text
        """;
}
