using Akorda.Postgres;

namespace Akorda.Faults.Invariants;

/// <summary>What the newsroom is told is what is so: a draft that is called published is on the site, and a withdrawn one is not.</summary>
public sealed record HonestStatus() : Invariant("I9", "no status lies")
{
    private const string SaidSql = "select draft_id, coalesce(published_revision, 0), release_withdrawn_at is not null from ingestion.draft where published_revision is not null";
    private const string ReleasedSql =
        """
        select r.event_id, max(r.revision), bool_or(p.withdrawal_version is not null)
          from publisher.release r
          join publisher.publication p using (event_id)
         where r.released_at is not null
         group by r.event_id
        """;

    public override async Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence)
    {
        var said = await evidence.Stage.World.Server.Judge("ingestion").QueryAsync(SaidSql, [], Read, CancellationToken.None);
        var released = (await evidence.Stage.World.Server.Judge("publisher").QueryAsync(ReleasedSql, [], Read, CancellationToken.None)).ToDictionary(one => one.Id);
        return
        [
            .. said.Where(one => !released.TryGetValue(one.Id, out var real) || real.Revision < one.Revision).Select(one => $"{one.Id} is called published in revision {one.Revision} and is not"),
            .. released.Values.Where(one => !said.Any(told => told.Id == one.Id)).Select(one => $"{one.Id} is public, and nobody is told"),
            .. said.Where(one => released.TryGetValue(one.Id, out var real) && real.Withdrawn != one.Withdrawn).Select(one => $"{one.Id}: whether it is withdrawn is told wrongly"),
        ];
    }

    private static (Guid Id, int Revision, bool Withdrawn) Read(Npgsql.NpgsqlDataReader row) => (row.GetGuid(0), row.GetInt32(1), row.GetBoolean(2));
}
