using System.Data;
using Akorda.Contracts.Reviews;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;

namespace Akorda.Translation.Memory;

/// <summary>An approved translation goes into the memory, segment by segment; a later approval of the same source words replaces an earlier one.</summary>
public static class RememberApproved
{
    public static async Task<Effects> Handle(TextApproved message, Incoming incoming, CancellationToken ct)
    {
        // A carried approval holds the words of the one before, which is remembered already.
        if (message.Language == message.SourceLanguage || message.Carried) return Effects.None;
        var pairs = await incoming.QueryAsync(
            PairsSql, [message.EventId, message.Language, message.Revision, message.Document],
            row => (Segments: row.FromJson<List<Segment>>("segments"), Id: row.GetFieldValue<string>("segment_id"), Target: row.GetFieldValue<string>("target")), ct);
        if (pairs.Count == 0) return Effects.None;

        var sources = pairs[0].Segments.ToDictionary(segment => segment.Id, segment => segment.Text);
        var units = pairs
            .Where(pair => sources.ContainsKey(pair.Id))
            .Select(pair => (Hash: MemoryUnit.HashOf(sources[pair.Id]), Source: sources[pair.Id], pair.Target))
            .DistinctBy(unit => Convert.ToHexString(unit.Hash))
            // One order for all: two approvals of the same sentences must not wait for each other crosswise.
            .OrderBy(unit => Convert.ToHexString(unit.Hash), StringComparer.Ordinal)
            .ToList();
        return new Effects().Run(RememberSql,
            units.Select(_ => Guid.CreateVersion7(incoming.Now)).ToArray(), message.SourceLanguage, message.Language,
            units.Select(unit => unit.Hash).ToArray(), units.Select(unit => unit.Source).ToArray(), units.Select(unit => unit.Target).ToArray(),
            message.EventId, message.ApprovedAt.ToUniversalTime());
    }

    // The document is compared, so that words which changed after they were approved are not remembered as approved.
    private const string PairsSql =
        """
        select s.segments, w.segment_id, w.target
          from translation.task t
          join translation.source s using (event_id, revision)
          join translation.target w using (task_id)
         where t.event_id = $1
           and t.language = $2
           and t.revision = $3
           and t.document = $4
        """;

    private const string RememberSql =
        """
        insert into translation.memory (memory_id, source_language, language, source_hash, source, target, event_id, approved_at)
        select memory_id, $2, $3, source_hash, source, target, $7, $8
          from unnest($1::uuid[], $4::bytea[], $5::text[], $6::text[]) as unit (memory_id, source_hash, source, target)
        on conflict (source_language, language, source_hash) do update
           set source = excluded.source,
               target = excluded.target,
               event_id = excluded.event_id,
               approved_at = excluded.approved_at
         where memory.approved_at < excluded.approved_at
        """;
}
