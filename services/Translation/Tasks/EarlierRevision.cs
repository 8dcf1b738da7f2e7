using System.Data;
using Akorda.Contracts.Drafts;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Akorda.Translation.Segments;

namespace Akorda.Translation.Tasks;

/// <summary>What earlier revisions of an event, in the same source language, leave to a new one.</summary>
/// <param name="Segments">How the text was cut before, so that what did not change keeps its id.</param>
/// <param name="Tasks">The newest task of each language with its targets by segment.</param>
public sealed record EarlierRevision(IReadOnlyList<Segment> Segments, IReadOnlyDictionary<string, EarlierRevision.Translated> Tasks)
{
    /// <summary>One language of it.</summary>
    public sealed record Translated(TranslationTask Task, IReadOnlyDictionary<string, Target> Targets);

    public static async Task<EarlierRevision> FindAsync(DraftSubmitted message, string[] languages, Incoming incoming, CancellationToken ct)
    {
        if (message.Revision == 1) return new EarlierRevision([], new Dictionary<string, Translated>());
        var segments = await incoming.FindAsync(SegmentsSql, [message.EventId, message.Language], row => row.FromJson<List<Segment>>("segments"), ct);
        var tasks = await incoming.QueryAsync(TasksSql, [message.EventId, message.Language, languages], TranslationTask.Read, ct);
        var targets = await incoming.QueryAsync(
            TargetsSql, [tasks.Select(task => task.Id).ToArray()], row => (Task: row.GetFieldValue<Guid>("task_id"), Target: Target.Read(row)), ct);
        var byTask = targets.ToLookup(each => each.Task, each => each.Target);
        return new EarlierRevision(segments ?? [], tasks.ToDictionary(
            task => task.Language, task => new Translated(task, byTask[task.Id].ToDictionary(target => target.SegmentId))));
    }

    private const string SegmentsSql =
        """
        select segments
          from translation.source
         where event_id = $1
           and language = $2
         order by revision desc
         limit 1
        """;

    private const string TasksSql =
        $"""
        select distinct on (t.language) {TranslationTask.Columns}
          from translation.task t
          join translation.source s using (event_id, revision)
         where t.event_id = $1
           and s.language = $2
           and t.language = any($3)
         order by t.language, t.revision desc
        """;

    private const string TargetsSql =
        """
        select task_id, segment_id, target, translated_source, origin, score, writers
          from translation.target
         where task_id = any($1)
        """;
}
