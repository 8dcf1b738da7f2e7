using Akorda.Postgres;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>The one release of an event that has not begun, as a publisher's acts need it; read under the event's lock.</summary>
public sealed record Pending(
    int Revision, string State, IReadOnlyList<string> Languages, DateTimeOffset? EmbargoUntil, DateTimeOffset? NotBefore,
    IReadOnlyList<string> Approved, bool AwaitsPictures, string Urgency, string? TraceParent, DateTimeOffset DatabaseNow)
{
    /// <summary>Reads <see cref="Sql"/>.</summary>
    public static Pending Read(NpgsqlDataReader row) => new(
        row.GetInt32(row.GetOrdinal("revision")), row.GetString(row.GetOrdinal("state")), row.GetFieldValue<string[]>(row.GetOrdinal("languages")),
        row.Nullable<DateTimeOffset>("embargo_until"), row.Nullable<DateTimeOffset>("not_before"), row.GetFieldValue<string[]>(row.GetOrdinal("approved")),
        row.GetBoolean(row.GetOrdinal("awaits_pictures")), row.GetString(row.GetOrdinal("urgency")), row.NullableText("trace_parent"),
        row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("now")));

    /// <summary>The release of an event that has not begun; at most one.</summary>
    public const string Sql =
        """
        select r.revision, r.state, r.languages, r.embargo_until, r.not_before,
               array(select t.language from publisher.text t where t.event_id = r.event_id and t.revision = r.revision) as approved,
               exists (
                    select from publisher.text t
                      join publisher.media m on m.media_id = any (t.media)
                     where t.event_id = r.event_id
                       and t.revision = r.revision
                       and m.pushed_at is null) as awaits_pictures,
               p.urgency, p.trace_parent, clock_timestamp() as now
          from publisher.release r
          join publisher.publication p using (event_id)
         where r.event_id = $1
           and r.state in ('assembling', 'scheduled')
        """;
}
