namespace Akorda.Publisher.Deliveries;

/// <summary>The statements of <see cref="PostgresLedger"/>. Each is one transaction or part of one; every change names the fence, so that a sender that lost its lease changes nothing.</summary>
internal static class LedgerSql
{
    // Of the channel, which is each statement's $1.
    private const string IsPaused = "exists (select from publisher.pause p where p.channel_id in ($1, '*'))";

    // Waiting for what was asked at least once a second costs nothing while nothing is due: then no row is written.
    public const string Lease =
        $"""
        update publisher.channel
           set fence = fence + 1,
               lease_until = clock_timestamp() + $2
         where channel_id = $1
           and lease_until < clock_timestamp()
           and exists (
            select from publisher.delivery d
             where d.destination = $1
               and (d.state = 'attempting'
                    or (d.state = 'uncertain' and d.due_at <= clock_timestamp() and wait_until < clock_timestamp())
                    or (d.state in ('planned', 'prepared', 'retrying') and (d.due_at <= clock_timestamp() or d.superseded)
                        and wait_until < clock_timestamp() and not {IsPaused})))
        returning fence
        """;

    // Whoever was attempting has no lease any more: what became of it, only the network knows.
    public const string Lost =
        """
        update publisher.delivery
           set state = 'uncertain',
               doubts = doubts + 1,
               absent_at = null,
               due_at = clock_timestamp(),
               reason = 'Its sender ended before it knew the answer.',
               change = change + 1
         where destination = $1
           and state = 'attempting'
        """;

    // Of one destination of one event one thing happens at a time, in order: an older revision first, its withdrawal last.
    // What a later row changes is the newest post before it; a withdrawal's own row says which post it takes back.
    public const string Next =
        $"""
        select d.delivery_id, d.event_id, d.revision, d.language, d.action, d.state, d.superseded, d.page, d.prepared, d.in_doubt, d.due_at,
               d.trying_since, d.tries, d.doubts, d.last_byte_at, d.absent_at, d.remote_id, d.url, d.posted_at, d.reason, d.change, d.trace_parent,
               t.round, t.document, t.approval,
               s.posted_at as standing_at, s.remote_id as standing_id, s.document as standing_document, s.page as standing_page,
               (select n.remote_id from publisher.delivery n
                 where n.destination = $1 and n.state = 'delivered' and n.remote_id is not null
                 order by n.posted_at desc limit 1) as newest_id,
               publisher.awaits_look(d) as awaits_look,
               clock_timestamp() as now
          from publisher.delivery d
          join publisher.channel c on c.channel_id = d.destination
          join publisher.text t on t.event_id = d.event_id and t.revision = d.revision and t.language = d.language
          left join lateral (
            select e.posted_at, e.remote_id, e.page, et.document
              from publisher.delivery e
              join publisher.text et on et.event_id = e.event_id and et.revision = e.revision and et.language = e.language
             where d.action <> 'publish'
               and e.event_id = d.event_id
               and e.language = d.language
               and e.destination = d.destination
               and e.action <> 'withdraw'
               and e.state = 'delivered'
               and (case when d.action = 'withdraw' then e.revision = d.revision else e.revision < d.revision end)
             order by e.revision desc
             limit 1) s on true
         where d.destination = $1
           and c.fence = $2
           and c.lease_until > clock_timestamp()
           and c.wait_until < clock_timestamp()
           and (d.state = 'uncertain' and d.due_at <= clock_timestamp()
                or d.state in ('planned', 'prepared', 'retrying') and (d.due_at <= clock_timestamp() or d.superseded) and not {IsPaused})
           and not exists (
            select from publisher.delivery e
             where e.event_id = d.event_id
               and e.language = d.language
               and e.destination = d.destination
               and e.delivery_id <> d.delivery_id
               and (case when d.action = 'withdraw' then e.action <> 'withdraw' or e.revision < d.revision
                         else e.action <> 'withdraw' and e.revision < d.revision end)
               and (e.in_doubt or e.state in ('planned', 'prepared', 'retrying')))
         order by array_position(array['flash', 'urgent', 'routine'], d.urgency), d.due_at, d.delivery_id
         limit 1
        """;

    public const string Refuse =
        """
        with refused as (
            update publisher.delivery
               set state = 'held',
                   reason = $2,
                   change = change + 1
             where delivery_id = $1
            returning event_id)
        insert into messaging.change (event_id) select event_id from refused
        """;

    // The attempt's row is inserted by the statement that makes it: there is no attempt without one.
    public const string Begin =
        $"""
        with leased as (
            update publisher.channel
               set lease_until = clock_timestamp() + $5
             where channel_id = $1
               and fence = $4
               and lease_until > clock_timestamp()
               and not {IsPaused}
            returning channel_id),
        begun as (
            update publisher.delivery
               set state = 'attempting',
                   in_doubt = true,
                   tries = $6,
                   trying_since = $7,
                   last_byte_at = $8,
                   absent_at = null,
                   reason = null,
                   change = change + 1
             where delivery_id = $3
               and change = $2
               and state in ('prepared', 'retrying')
               and not superseded
               and exists (select from leased)
            returning delivery_id, event_id),
        noted as (insert into messaging.change (event_id) select event_id from begun)
        insert into publisher.attempt (delivery_id, number, started_at)
        select delivery_id, (select count(*) + 1 from publisher.attempt a where a.delivery_id = begun.delivery_id), clock_timestamp()
          from begun
        """;

    public const string Renew =
        $"""
        update publisher.channel
           set lease_until = greatest(lease_until, clock_timestamp() + $3)
         where channel_id = $1
           and fence = $2
           and lease_until > clock_timestamp()
           and not {IsPaused}
        """;

    public const string Settle =
        """
        update publisher.delivery d
           set action = $5,
               state = $6,
               prepared = $7,
               in_doubt = $8,
               due_at = $9,
               trying_since = $10,
               tries = $11,
               doubts = $12,
               last_byte_at = $13,
               absent_at = $14,
               remote_id = $15,
               url = $16,
               posted_at = $17,
               reason = $18,
               change = change + 1
          from publisher.channel c
         where d.delivery_id = $1
           and d.change = $2
           and c.channel_id = $3
           and c.fence = $4
        returning d.revision, d.language, d.destination, d.urgency, clock_timestamp() as now
        """;

    public const string EndAttempt =
        """
        update publisher.attempt
           set ended_at = clock_timestamp(),
               outcome = $2,
               evidence = $3
         where delivery_id = $1
           and number = (select max(number) from publisher.attempt where delivery_id = $1 and ended_at is null)
        """;

    public const string AddSearch =
        """
        insert into publisher.attempt (delivery_id, number, started_at, ended_at, outcome, evidence)
        select $1, coalesce(max(number), 0) + 1, clock_timestamp(), clock_timestamp(), $2, $3
          from publisher.attempt
         where delivery_id = $1
        """;

    public const string Wait = "update publisher.channel set wait_until = clock_timestamp() + $2 where channel_id = $1";

    public const string Pause = "insert into publisher.pause (channel_id, paused_by, reason) values ($1, $2, $3) on conflict do nothing";

    public const string End = "update publisher.channel set lease_until = '-infinity' where channel_id = $1 and fence = $2";
}
