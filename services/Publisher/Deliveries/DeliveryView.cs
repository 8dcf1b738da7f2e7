using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Npgsql;

namespace Akorda.Publisher.Deliveries;

/// <summary>A delivery as the API shows it.</summary>
public sealed record DeliveryView
{
    public required Guid Id { get; init; }
    public required Guid EventId { get; init; }
    public required int Revision { get; init; }
    public required string Language { get; init; }
    public required string Destination { get; init; }
    public required string Action { get; init; }
    public required string State { get; init; }
    public required IReadOnlyList<AttemptView> Attempts { get; init; }
    public required string? RemoteId { get; init; }
    public required string? Url { get; init; }
    /// <summary>When something happens next; null once it is settled.</summary>
    public required DateTimeOffset? DueAt { get; init; }
    public required string? Reason { get; init; }
    /// <summary>The event's public number, and the text's title; no title where an older version added the text.</summary>
    public required long Number { get; init; }
    public required string? Title { get; init; }
    /// <summary>The page that the post links to: the mark by which a person finds it.</summary>
    public required string Page { get; init; }
    public required DateTimeOffset PlannedAt { get; init; }
    public required DateTimeOffset? PostedAt { get; init; }
    /// <summary>The network may have acted without our knowing.</summary>
    public required bool InDoubt { get; init; }
    /// <summary>When the last byte of the newest attempt can have left at the latest.</summary>
    public required DateTimeOffset? LastByteAt { get; init; }
    /// <summary>From when on a person may call it absent; null where that is no question, and in answers that do not look at the channels.</summary>
    public DateTimeOffset? AbsentFrom { get; init; }

    /// <summary>Says from when on it may be called absent, by the time that its channel needs to settle.</summary>
    public DeliveryView Judged(IReadOnlyList<IChannel> channels) => this with
    {
        AbsentFrom = InDoubt && State is Delivery.Held or Delivery.Uncertain
            ? LastByteAt + TimeSpan.FromSeconds(channels.FirstOrDefault(channel => channel.Settings.Id == Destination)?.Settings.Timing.SettleSeconds ?? 0)
            : null,
    };

    /// <summary>One attempt, or one look for what became of one.</summary>
    public sealed record AttemptView(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Outcome, string? Evidence);

    /// <summary>Reads <see cref="Sql"/>.</summary>
    public static DeliveryView Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(row.GetOrdinal("delivery_id")),
        EventId = row.GetGuid(row.GetOrdinal("event_id")),
        Revision = row.GetInt32(row.GetOrdinal("revision")),
        Language = row.GetString(row.GetOrdinal("language")),
        Destination = row.GetString(row.GetOrdinal("destination")),
        Action = row.GetString(row.GetOrdinal("action")),
        State = row.GetString(row.GetOrdinal("state")),
        Attempts = row.FromJson<List<AttemptView>>("attempts"),
        RemoteId = row.NullableText("remote_id"),
        Url = row.NullableText("url"),
        DueAt = row.Nullable<DateTimeOffset>("due_at"),
        Reason = row.NullableText("reason"),
        Number = row.GetInt64(row.GetOrdinal("number")),
        Title = row.NullableText("title"),
        Page = row.GetString(row.GetOrdinal("page")),
        PlannedAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("planned_at")),
        PostedAt = row.Nullable<DateTimeOffset>("posted_at"),
        InDoubt = row.GetBoolean(row.GetOrdinal("in_doubt")),
        LastByteAt = row.Nullable<DateTimeOffset>("last_byte_at"),
    };

    /// <summary>Deliveries that fit a condition on <c>d</c>, newest first.</summary>
    /// <param name="where">SQL of ours, never of a request's.</param>
    /// <param name="order">Likewise.</param>
    public static string Sql(string where, string order = "d.delivery_id desc") =>
        $"""
        select d.delivery_id, d.event_id, d.revision, d.language, d.destination, d.action, d.state, d.remote_id, d.url, d.reason,
               d.page, d.planned_at, d.posted_at, d.in_doubt, d.last_byte_at, p.number, t.title,
               case when d.state in ('planned', 'prepared', 'attempting', 'retrying', 'uncertain') then d.due_at end as due_at,
               coalesce((
                    select jsonb_agg(jsonb_build_object('startedAt', a.started_at, 'endedAt', a.ended_at, 'outcome', a.outcome, 'evidence', a.evidence) order by a.number)
                      from publisher.attempt a
                     where a.delivery_id = d.delivery_id), '[]') as attempts
          from publisher.delivery d
          join publisher.publication p on p.event_id = d.event_id
          join publisher.text t on t.event_id = d.event_id and t.revision = d.revision and t.language = d.language
         where {where}
         order by {order}
        """;
}
