using Akorda.Contracts;
using Akorda.Postgres;
using Akorda.Publisher.Deliveries;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>A publication as the API shows it: the last released revision once there is one, with a correction under way beside it.</summary>
public sealed record PublicationView
{
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required int Revision { get; init; }
    public required string State { get; init; }
    /// <summary>When it is to be released; null while texts are missing.</summary>
    public required DateTimeOffset? ReleaseAt { get; init; }
    public required DateTimeOffset? ReleasedAt { get; init; }
    public required IReadOnlyDictionary<string, LanguageView> Languages { get; init; }
    public required IReadOnlyList<DeliveryView> Deliveries { get; init; }
    /// <summary>A revision that is on its way while an older one is public; null when there is none.</summary>
    public required NextView? Next { get; init; }
    /// <summary>What the release that is under way waits for, and what a person should know before it goes; null in lists and in the answers to acts.</summary>
    public IReadOnlyList<ReadinessItem>? Readiness { get; init; }
    /// <summary>The photographs of that revision; null likewise.</summary>
    public IReadOnlyList<MediaView>? Media { get; init; }

    /// <summary>One language of a release.</summary>
    /// <param name="State"><c>waiting</c>, <c>approved</c> or <c>public</c>.</param>
    /// <param name="Revision">The revision that readers see; null before its release.</param>
    /// <param name="Url">The canonical address; null before its release.</param>
    /// <param name="Title">The title in the approved text, or in the one that readers see; null before.</param>
    /// <param name="ApprovedBy">Null before, and where an older version did not note it.</param>
    public sealed record LanguageView(string State, int? Revision, string? Url, string? Title, Person? ApprovedBy, DateTimeOffset? ApprovedAt);

    /// <summary>A release that is under way.</summary>
    public sealed record NextView
    {
        public required int Revision { get; init; }
        public required string State { get; init; }
        public required DateTimeOffset? ReleaseAt { get; init; }
        public required IReadOnlyDictionary<string, LanguageView> Languages { get; init; }
    }

    /// <summary>One publication within a transaction; null when there is none.</summary>
    public static async Task<PublicationView?> FindAsync(NpgsqlConnection connection, Guid eventId, CancellationToken ct)
    {
        var rows = await connection.QueryAsync(Sql("p.event_id = $1"), [eventId], Row.Read, ct);
        if (rows.Count == 0) return null;
        return rows[0].ToView(await connection.QueryAsync(DeliveryView.Sql("d.event_id = $1"), [eventId], DeliveryView.Read, ct));
    }

    /// <summary>A page of the calendar, the earliest first: events of which something becomes public in that time, or became so; one row more than asked for.</summary>
    public static Task<List<PublicationView>> ListAsync(NpgsqlDataSource db, (DateTimeOffset From, DateTimeOffset To) days, string? state, Guid? after, int limit, CancellationToken ct)
    {
        var filter = new Filter();
        var found = $"(select f.event_id, min({TimeOf("f")}) as at from publisher.release f where f.state <> 'superseded' and {TimeOf("f")} >= {filter.Parameter(days.From)} and {TimeOf("f")} < {filter.Parameter(days.To)} group by f.event_id)";
        filter.And("v.state =", state);
        var where = filter.ToString();
        if (after is { } last) where += $" and (f.at, f.event_id) > (select l.at, l.event_id from {found} l where l.event_id = {filter.Parameter(last)})";
        return ViewsAsync(db, Sql($"{where} order by f.at, f.event_id limit {filter.Parameter(limit + 1)}", $"{found} f join publisher.publication p on p.event_id = f.event_id"), filter.Args, ct);
    }

    /// <summary>A page of publications, newest first; one row more than asked for.</summary>
    public static Task<List<PublicationView>> ListAsync(NpgsqlDataSource db, string? state, Guid? after, int limit, CancellationToken ct)
    {
        // With a state the way begins at the releases that have it, and keeps those that stand for their event.
        var filter = new Filter();
        var order = filter.NewestFirst(state is null ? "p.event_id" : "f.event_id", after, (StateOf("f"), state));
        var from = state is null ? "publisher.publication p" : "publisher.release f join publisher.publication p on p.event_id = f.event_id";
        var standing = state is null ? "" : "and v.revision = f.revision";
        return ViewsAsync(db, Sql($"{filter} {standing} order by {order} limit {filter.Parameter(limit + 1)}", from), filter.Args, ct);
    }

    private static async Task<List<PublicationView>> ViewsAsync(NpgsqlDataSource db, string sql, object?[] args, CancellationToken ct)
    {
        var rows = await db.QueryAsync(sql, args, Row.Read, ct);
        var deliveries = (await db.QueryAsync(DeliveryView.Sql("d.event_id = any ($1)"), [rows.Select(row => row.EventId).ToArray()], DeliveryView.Read, ct))
            .ToLookup(delivery => delivery.EventId);
        return [.. rows.Select(row => row.ToView([.. deliveries[row.EventId]]))];
    }

    private sealed record Row(
        Guid EventId, long Number, int Revision, string State, DateTimeOffset? ReleaseAt, DateTimeOffset? ReleasedAt, IReadOnlyList<string> Languages,
        int? NextRevision, string? NextState, DateTimeOffset? NextReleaseAt, IReadOnlyList<string> NextLanguages,
        IReadOnlyDictionary<string, Approved> Approved, IReadOnlyDictionary<string, Public> Public)
    {
        public static Row Read(NpgsqlDataReader row) => new(
            row.GetGuid(row.GetOrdinal("event_id")), row.GetInt64(row.GetOrdinal("number")), row.GetInt32(row.GetOrdinal("revision")), row.GetString(row.GetOrdinal("state")),
            row.Nullable<DateTimeOffset>("release_at"), row.Nullable<DateTimeOffset>("released_at"), row.GetFieldValue<string[]>(row.GetOrdinal("languages")),
            row.Nullable<int>("next_revision"), row.NullableText("next_state"), row.Nullable<DateTimeOffset>("next_release_at"),
            row.GetFieldValue<string[]>(row.GetOrdinal("next_languages")), row.FromJson<Dictionary<string, Approved>>("approved"),
            row.FromJson<Dictionary<string, Public>>("public"));

        public PublicationView ToView(IReadOnlyList<DeliveryView> deliveries) => new()
        {
            EventId = EventId, Number = Number, Revision = Revision, State = State, ReleaseAt = ReleaseAt, ReleasedAt = ReleasedAt,
            Languages = LanguagesOf(Languages, Revision), Deliveries = deliveries,
            Next = NextRevision is not { } next ? null : new NextView
            {
                Revision = next, State = NextState ?? "", ReleaseAt = NextReleaseAt, Languages = LanguagesOf(NextLanguages, next),
            },
        };

        private SortedDictionary<string, LanguageView> LanguagesOf(IReadOnlyList<string> languages, int revision) => new(
            languages.Union(Public.Keys).ToDictionary(
                language => language,
                language =>
                {
                    var seen = Public.GetValueOrDefault(language);
                    var own = Approved.GetValueOrDefault($"{revision}:{language}");
                    var state = seen?.Revision >= revision ? "public" : own is not null ? "approved" : seen is not null && languages == Languages ? "public" : "waiting";
                    var text = own ?? (seen is null ? null : Approved.GetValueOrDefault($"{seen.Revision}:{language}"));
                    return new LanguageView(state, seen?.Revision, seen?.Url, text?.Title, text?.By, text?.At);
                }),
            StringComparer.Ordinal);
    }

    private sealed record Public(int Revision, string? Url);

    private sealed record Approved(string Title, Person? By, DateTimeOffset At);

    // In the words of its index.
    private static string StateOf(string release) =>
        $"case when {release}.released_at is not null and {release}.state = 'releasing' then 'published' else {release}.state end";

    // When a release becomes public or became so, as far as it is known; in the words of its index.
    private static string TimeOf(string release) => $"coalesce({release}.released_at, {release}.release_at, greatest({release}.embargo_until, {release}.not_before))";

    private static string Sql(string where, string from = "publisher.publication p") =>
        $$"""
        select p.event_id, p.number, v.*,
               n.revision as next_revision, n.state as next_state, n.release_at as next_release_at, coalesce(n.languages, '{}') as next_languages,
               coalesce((
                    select jsonb_object_agg(t.revision || ':' || t.language, jsonb_build_object('title', coalesce(t.title, t.document::jsonb ->> 'title'), 'by', t.approver, 'at', t.approved_at))
                      from publisher.text t
                     where t.event_id = p.event_id), '{}') as approved,
               coalesce((
                    select jsonb_object_agg(s.language, jsonb_build_object('revision', s.revision, 'url', s.url))
                      from (select distinct on (t.language) t.language, t.revision, d.url
                              from publisher.text t
                              left join publisher.delivery d
                                on d.event_id = t.event_id and d.revision = t.revision and d.language = t.language
                               and d.destination = 'site' and d.action <> 'withdraw'
                             where t.event_id = p.event_id
                               and t.shown_at is not null
                               and d.url is not null
                             order by t.language, t.revision desc) s), '{}') as public
          from {{from}}
          join lateral (
            select r.revision,
                   {{StateOf("r")}} as state,
                   r.release_at, r.released_at, r.languages
              from publisher.release r
             where r.event_id = p.event_id
               and r.state <> 'superseded'
             order by r.released_at is not null desc, case when r.released_at is not null then r.revision end desc, r.revision desc
             limit 1) v on true
          left join lateral (
            select r.revision, r.state, r.release_at, r.languages
              from publisher.release r
             where r.event_id = p.event_id
               and r.revision > v.revision
               and r.released_at is null
               and r.state in ('assembling', 'scheduled', 'releasing')
               and v.released_at is not null
             order by r.revision desc
             limit 1) n on true
         where {{where}}
        """;
}
