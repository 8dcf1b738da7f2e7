using Akorda.Contracts.Publications;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Npgsql;

namespace Akorda.Publisher.Deliveries;

/// <summary>Plans what follows from what the Site shows, in the transaction that records it: one row for each destination, so that nothing can be planned twice.</summary>
public sealed class PlanDeliveries(IReadOnlyList<IChannel> channels)
{
    /// <summary>The destination that is no channel.</summary>
    public const string Site = "site";

    /// <summary>A text that readers see now.</summary>
    public sealed record Shown(string Language, int Revision, IReadOnlyList<string> Channels, string Page);

    /// <summary>Plans the posts of texts that have just become public. A destination that has a post, or may have one, gets a correction.</summary>
    public async Task PlanAsync(Act act, Guid eventId, string urgency, IReadOnlyList<Shown> texts, DateTimeOffset visibleAt)
    {
        if (texts.Any(text => text.Revision > 1))
            foreach (var text in texts) await SupersedeAsync(act, eventId, urgency, text.Language, text.Revision, visibleAt);
        var rows = texts.SelectMany(text => text.Channels.Prepend(Site).Select(destination => (text, destination, Unfit: destination == Site ? null : UnfitOf(channels.FirstOrDefault(channel => channel.Settings.Id == destination)?.Settings, text.Language)))).ToList();
        var skipped = await act.QueryAsync(
            PlanSql,
            [
                eventId, urgency, visibleAt,
                rows.Select(_ => Guid.CreateVersion7()).ToArray(), rows.Select(row => row.text.Language).ToArray(), rows.Select(row => row.text.Revision).ToArray(),
                rows.Select(row => row.destination).ToArray(), rows.Select(row => row.text.Page).ToArray(), rows.Select(row => row.Unfit).ToArray(),
                act.TraceParent,
            ],
            row => ReadSettled(row, eventId, visibleAt), CancellationToken.None);
        foreach (var settled in skipped.Where(settled => settled.State == Delivery.Skipped)) Tell(act, settled, urgency);
        await HoldRestored.OfEventAsync(act, eventId, CancellationToken.None);
    }

    /// <summary>Plans the withdrawal of every post that stands or may stand, and ends what has not begun.</summary>
    public static async Task PlanWithdrawalAsync(Act act, Guid eventId, string urgency, DateTimeOffset visibleAt)
    {
        await SupersedeAsync(act, eventId, urgency, language: null, int.MaxValue, visibleAt);
        foreach (var id in await act.QueryAsync(StandingSql, [eventId], row => row.GetGuid(0), CancellationToken.None))
            await act.ExecuteAsync(WithdrawSql, [Guid.CreateVersion7(), id, visibleAt, act.TraceParent], CancellationToken.None);
    }

    /// <summary>Ends what has not begun for a language (or, with null, for all), and marks the rest: it shall not begin again.</summary>
    public static async Task SupersedeAsync(Act act, Guid eventId, string urgency, string? language, int belowRevision, DateTimeOffset now)
    {
        foreach (var settled in await act.QueryAsync(DropSql, [eventId, language, belowRevision], row => ReadSettled(row, eventId, now), CancellationToken.None))
            Tell(act, settled, urgency);
        await act.ExecuteAsync(SupersedeSql, [eventId, language, belowRevision], CancellationToken.None);
    }

    private static void Tell(Act act, DeliverySettled settled, string urgency)
    {
        act.Send(settled, urgency);
        act.Then(() => PublisherTelemetry.CountSettled(settled));
    }

    /// <summary>Why nothing of a text goes to a channel; null when it may.</summary>
    /// <param name="channel">Null: nobody configured it.</param>
    internal static string? UnfitOf(ChannelSettings? channel, string language) => channel?.Language switch
    {
        null => "There is no such channel any more.",
        var other when other != language => "The channel is of another language.",
        _ => null,
    };

    private static DeliverySettled ReadSettled(NpgsqlDataReader row, Guid eventId, DateTimeOffset now) => new()
    {
        DeliveryId = row.GetGuid(row.GetOrdinal("delivery_id")),
        EventId = eventId,
        Revision = row.GetInt32(row.GetOrdinal("revision")),
        Language = row.GetString(row.GetOrdinal("language")),
        Destination = row.GetString(row.GetOrdinal("destination")),
        Action = row.GetString(row.GetOrdinal("action")),
        State = row.GetString(row.GetOrdinal("state")),
        Url = null,
        Reason = row.NullableText("reason"),
        SettledAt = now,
    };

    private const string PlanSql =
        """
        insert into publisher.delivery (delivery_id, event_id, urgency, trace_parent, language, revision, destination, page, action, state, reason, url, posted_at)
        select n.delivery_id, $1, $2, $10, n.language, n.revision, n.destination, n.page,
               case when exists (
                    select from publisher.delivery e
                     where e.event_id = $1
                       and e.language = n.language
                       and e.destination = n.destination
                       and e.revision < n.revision
                       and e.action <> 'withdraw'
                       and (e.in_doubt or e.state = 'delivered'))
                    then 'correct' else 'publish' end,
               case when n.destination = 'site' then 'delivered' when n.unfit is not null then 'skipped' else 'planned' end,
               n.unfit,
               case when n.destination = 'site' then n.page end,
               case when n.destination = 'site' then $3 end
          from unnest($4::uuid[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[])
               as n (delivery_id, language, revision, destination, page, unfit)
        on conflict do nothing
        returning delivery_id, revision, language, destination, action, state, reason
        """;

    private const string DropSql =
        """
        update publisher.delivery
           set state = 'withdrawn',
               superseded = true,
               reason = 'Something newer took its place before it began.',
               change = change + 1
         where event_id = $1
           and ($2::text is null or language = $2)
           and revision < $3
           and action <> 'withdraw'
           and state in ('planned', 'prepared', 'retrying')
        returning delivery_id, revision, language, destination, action, state, reason
        """;

    private const string SupersedeSql =
        """
        update publisher.delivery
           set superseded = true
         where event_id = $1
           and ($2::text is null or language = $2)
           and revision < $3
           and action <> 'withdraw'
           and (in_doubt or state in ('held', 'rejected', 'skipped'))
        """;

    // A post that was edited is one post: only its newest row takes it back.
    private const string StandingSql =
        """
        select d.delivery_id
          from publisher.delivery d
         where d.event_id = $1
           and d.action <> 'withdraw'
           and (d.in_doubt or d.state = 'delivered')
           and not exists (
            select from publisher.delivery e
             where e.event_id = d.event_id
               and e.language = d.language
               and e.destination = d.destination
               and e.action <> 'withdraw'
               and e.revision > d.revision
               and e.state = 'delivered'
               and (e.destination = 'site' or e.remote_id = d.remote_id))
        """;

    private const string WithdrawSql =
        """
        insert into publisher.delivery (delivery_id, event_id, urgency, trace_parent, language, revision, destination, page, action, state, url, posted_at)
        select $1, event_id, urgency, $4, language, revision, destination, page, 'withdraw',
               case when destination = 'site' then 'delivered' else 'planned' end,
               case when destination = 'site' then page end,
               case when destination = 'site' then $3 end
          from publisher.delivery
         where delivery_id = $2
        on conflict do nothing
        """;
}
