using System.Security.Cryptography;
using Npgsql;

namespace Akorda.Postgres;

/// <summary>The end of an audit's chain. Kept elsewhere, it proves later that nothing up to it was changed, cut off or written anew.</summary>
/// <param name="Position">How many acts are sealed; 0 for none.</param>
/// <param name="Digest">The last seal, hexadecimal; empty for none.</param>
public sealed record AuditHead(long Position, string Digest);

/// <summary>One thing that is wrong with an audit.</summary>
/// <param name="Position">Its place in the chain; null for an act that has none.</param>
/// <param name="ActId">The act; null where nothing tells any more which it was.</param>
/// <param name="What"><c>act-changed</c>, <c>act-missing</c>, <c>act-unsealed</c>, <c>seal-changed</c>, <c>seal-missing</c>, <c>not-provable</c>, <c>cut-off</c> or <c>written-anew</c>.</param>
public sealed record AuditFault(long? Position, long? ActId, string What);

/// <summary>What came of verifying an audit.</summary>
/// <param name="Head">Its end as it is now.</param>
/// <param name="Faults">Everything that is wrong, by position; empty when the audit is whole.</param>
/// <param name="More">True when there is more wrong than fits.</param>
public sealed record AuditReport(AuditHead Head, IReadOnlyList<AuditFault> Faults, bool More);

/// <summary>Checks every act against its seal and every seal against the one before, and names each row that was changed or is gone. It reads only.</summary>
public static class VerifyAudit
{
    private const int MostFaults = 1_000;

    private const string ChainSql =
        """
        select s.position, s.act_id, s.digest, audit.bytes(a) as bytes, a.act_id is not null as is_there
          from audit.seal s
          left join audit.act a using (act_id)
         order by s.position
        """;

    // The sealer comes every few seconds; what it left for longer was taken out of the chain, or put in behind its back.
    private const string UnsealedSql =
        """
        select a.act_id
          from audit.act a
         where a.at < clock_timestamp() - interval '10 minutes'
           and not exists (select from audit.seal s where s.act_id = a.act_id)
         order by a.act_id
         limit 1000
        """;

    private const string HeadSql = "select position, digest from audit.seal order by position desc limit 1";

    /// <summary>The end of the chain.</summary>
    public static async Task<AuditHead> HeadAsync(NpgsqlDataSource db, CancellationToken ct) =>
        await db.FindAsync(HeadSql, [], row => new AuditHead(row.GetInt64(0), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1))), ct) ?? new AuditHead(0, "");

    /// <summary>Verifies the whole audit.</summary>
    /// <param name="known">An end that was kept elsewhere; without one, nobody can tell a chain whose tail was cut off or that was written anew from a true one.</param>
    public static async Task<AuditReport> RunAsync(NpgsqlDataSource db, AuditHead? known, CancellationToken ct)
    {
        List<AuditFault> faults = [];
        Link? last = null;
        string? atKnown = null;
        // Each link is judged when the next is known: only that one tells a changed seal from a changed act.
        await foreach (var link in ReadAsync(db, ct))
        {
            if (faults.Count <= MostFaults) faults.AddRange(FaultsOf(last, link));
            if (link.Position == known?.Position) atKnown = Convert.ToHexStringLower(link.Digest);
            last = link;
        }
        if (last is not null) faults.AddRange(FaultOf(last, next: null));
        foreach (var act in await db.QueryAsync(UnsealedSql, [], row => row.GetInt64(0), ct)) faults.Add(new AuditFault(null, act, "act-unsealed"));
        if (known is { Position: > 0 } && !string.Equals(atKnown, known.Digest, StringComparison.OrdinalIgnoreCase))
            faults.Add(new AuditFault(known.Position, null, atKnown is null ? "cut-off" : "written-anew"));
        var head = last is null ? new AuditHead(0, "") : new AuditHead(last.Position, Convert.ToHexStringLower(last.Digest));
        return new AuditReport(head, [.. faults.OrderBy(fault => fault.Position ?? long.MaxValue).Take(MostFaults)], faults.Count > MostFaults);
    }

    private static async IAsyncEnumerable<Link> ReadAsync(NpgsqlDataSource db, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = db.CreateCommand(ChainSql);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(ct);
        Link? before = null;
        while (await row.ReadAsync(ct))
        {
            var (position, digest) = (row.GetInt64(0), row.GetFieldValue<byte[]>(2));
            var bytes = row.GetBoolean(4) ? row.GetFieldValue<byte[]>(3) : null;
            var follows = position == (before?.Position ?? 0) + 1;
            var link = new Link(position, row.GetInt64(1), digest, bytes, follows ? before?.Digest ?? [] : null, follows ? before?.Due : null);
            yield return link;
            // What would keep the whole chain in memory.
            before = link with { Bytes = null };
        }
    }

    private static IEnumerable<AuditFault> FaultsOf(Link? last, Link link)
    {
        if (last is not null)
            foreach (var fault in FaultOf(last, link)) yield return fault;
        var first = (last?.Position ?? 0) + 1;
        for (var gap = first; gap < link.Position && gap <= first + MostFaults; gap++) yield return new AuditFault(gap, null, "seal-missing");
    }

    private static IEnumerable<AuditFault> FaultOf(Link link, Link? next)
    {
        if (link.Bytes is null) yield return new AuditFault(link.Position, link.ActId, "act-missing");
        // Right behind a gap an act could be any.
        else if (link.Before is null) yield return new AuditFault(link.Position, link.ActId, "not-provable");
        else if (link.Fits(link.Before)) yield break;
        // A seal before that is known to be false says nothing against this one.
        else if (link.DueBefore is { } due && link.Fits(due)) yield break;
        else if (next is { Bytes: not null, Before: not null } && next.Fits(link.Due!)) yield return new AuditFault(link.Position, link.ActId, "seal-changed");
        else yield return new AuditFault(link.Position, link.ActId, "act-changed");
    }

    /// <summary>A seal with its act's bytes (null: the act is gone) and the seal before (null: it is gone).</summary>
    private sealed record Link(long Position, long ActId, byte[] Digest, byte[]? Bytes, byte[]? Before, byte[]? DueBefore)
    {
        /// <summary>What the seal must be, by the act and the seal before.</summary>
        public byte[]? Due { get; } = Bytes is null || Before is null ? null : SHA256.HashData([.. Before, .. Bytes]);

        public bool Fits(byte[] before) => SHA256.HashData([.. before, .. Bytes ?? []]).AsSpan().SequenceEqual(Digest);
    }
}
