using Akorda.Postgres;
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
    };

    /// <summary>Deliveries that fit a condition on <c>d</c>, newest first.</summary>
    /// <param name="where">SQL of ours, never of a request's.</param>
    /// <param name="order">Likewise.</param>
    public static string Sql(string where, string order = "d.delivery_id desc") =>
        $"""
        select d.delivery_id, d.event_id, d.revision, d.language, d.destination, d.action, d.state, d.remote_id, d.url, d.reason,
               case when d.state in ('planned', 'prepared', 'attempting', 'retrying', 'uncertain') then d.due_at end as due_at,
               coalesce((
                    select jsonb_agg(jsonb_build_object('startedAt', a.started_at, 'endedAt', a.ended_at, 'outcome', a.outcome, 'evidence', a.evidence) order by a.number)
                      from publisher.attempt a
                     where a.delivery_id = d.delivery_id), '[]') as attempts
          from publisher.delivery d
         where {where}
         order by {order}
        """;
}
