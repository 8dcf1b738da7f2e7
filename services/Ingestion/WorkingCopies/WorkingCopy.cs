using System.Data;
using System.Text.Json.Serialization;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Akorda.Ingestion.WorkingCopies;

/// <summary>What an editor's form held when it was last saved by itself: one for each draft and person. It is no revision, and neither the audit nor the timeline knows of it.</summary>
/// <param name="BasedOn">The revision that the editor began from; null for a draft that is not created yet.</param>
public sealed record WorkingCopy(int? BasedOn, DateTimeOffset SavedAt, UnfinishedDraft Draft)
{
    /// <summary>Stands for the draft that a person has not created yet.</summary>
    internal static readonly Guid NotCreated = Guid.Empty;

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    /// <summary>What its ETag names.</summary>
    [JsonIgnore]
    public long Version { get; private init; }

    /// <summary>A person's copy, or null.</summary>
    public static Task<WorkingCopy?> FindAsync(NpgsqlDataSource db, Guid draft, string person, CancellationToken ct) =>
        db.FindAsync("select based_on, content, version, saved_at from ingestion.working_copy where draft_id = $1 and person = $2", [draft, person], Read, ct);

    /// <summary>Saves over the copy that <c>If-Match</c> names, or where there is none.</summary>
    /// <returns>The copy, or 412: another of the person's windows saved or discarded it meanwhile, and nothing of it is lost.</returns>
    internal static async Task<(WorkingCopy? Copy, ProblemHttpResult? Problem)> SaveAsync(
        Act act, Guid draft, string person, int? basedOn, UnfinishedDraft content, HttpRequest http, CancellationToken ct)
    {
        var kept = await act.FindAsync(KeptSql, [draft, person, basedOn, Json.Parameter(content)], row => (Version: (long?)row.GetInt64(0), IsSame: row.GetBoolean(1)), ct);
        var named = http.Headers.IfMatch.Count > 0;
        // The same again is a request whose answer was lost.
        if (kept.Version is null ? named : !kept.IsSame && (!named || ETags.Check(http, kept.Version.Value) is not null)) return (null, Problems.Stale());
        var saved = await act.FindAsync(SaveSql, [draft, person, basedOn, Json.Parameter(content), kept.Version], Read, ct);
        return saved is null ? (null, Problems.Stale()) : (saved, null);
    }

    /// <summary>Forgets copies that nobody touched for thirty days.</summary>
    public static Task ForgetOldAsync(NpgsqlDataSource db, DateTimeOffset now, CancellationToken ct) =>
        db.ExecuteAsync("delete from ingestion.working_copy where saved_at < $1", [now.ToUniversalTime() - Forgotten], ct);

    private static WorkingCopy Read(NpgsqlDataReader row) =>
        new(row.Nullable<int>("based_on"), row.GetFieldValue<DateTimeOffset>("saved_at"), row.FromJson<UnfinishedDraft>("content")) { Version = row.GetFieldValue<long>("version") };

    // Held until the end: the revision that comes of a copy discards it before or after this, never in between.
    private const string KeptSql =
        """
        select version, content = $4 and based_on is not distinct from $3::int
          from ingestion.working_copy
         where draft_id = $1
           and person = $2
           for update
        """;

    // No row: there was none a moment ago, and now another window made one.
    private const string SaveSql =
        """
        insert into ingestion.working_copy as kept (draft_id, person, based_on, content)
        values ($1, $2, $3::int, $4)
            on conflict (draft_id, person) do update
           set based_on = excluded.based_on, content = excluded.content, version = excluded.version, saved_at = excluded.saved_at
         where kept.version = $5::bigint
        returning based_on, content, version, saved_at
        """;
}
