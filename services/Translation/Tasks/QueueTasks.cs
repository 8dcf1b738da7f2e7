using Akorda.Contracts.Drafts;
using Akorda.Contracts.Translations;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Akorda.Translation.Memory;
using Akorda.Translation.Segments;

namespace Akorda.Translation.Tasks;

/// <summary>A submitted revision becomes one task for each target language, with the translations of what did not change; tasks of lower revisions are superseded.</summary>
public static class QueueTasks
{
    public static async Task<Effects> Handle(DraftSubmitted message, Incoming incoming, CancellationToken ct)
    {
        var targets = message.Targets.Where(target => target.Language != message.Language).DistinctBy(target => target.Language).ToList();
        // Nothing can have come before a first revision, so an event of one language costs nothing here.
        if (targets.Count == 0 && message.Revision == 1) return Effects.None;
        if (await incoming.FindAsync(IsOverSql, [message.EventId, message.Revision], row => row.GetBoolean(0), ct)) return Effects.None;

        var effects = new Effects()
            .Run(LiveSql, message.EventId, message.Revision)
            .Run(SupersedeTasks.Sql, message.EventId, message.Revision);
        if (targets.Count == 0) return effects;

        var document = Document.Read(message.Document);
        var languages = targets.Select(target => target.Language).ToArray();
        var before = await EarlierRevision.FindAsync(message, languages, incoming, ct);
        var source = new SourceText(message.Document, Texts.Segments.Cut(document, before.Segments), message.Writers);
        var memory = await MemoryUnit.MatchAsync(incoming.Connection, message.Language, languages, source.Segments, ct);
        effects.Run(SourceSql,
            message.EventId, message.Revision, message.Number, message.Language, document.Title, message.Urgency, message.Document,
            Json.Parameter(source.Segments), Json.Parameter(message.Writers));
        foreach (var target in targets)
        {
            var earlier = before.Tasks.GetValueOrDefault(target.Language);
            var segments = Fill(source.Segments, earlier?.Targets, memory.GetValueOrDefault(target.Language));
            AddTask(effects, NewTask(message, document, target, earlier?.Task, incoming), earlier?.Task, source, segments, incoming.Now);
        }
        return effects;
    }

    /// <summary>What stands for each segment at first: the words it had before, else the memory's for exactly this source, else nothing.</summary>
    public static IReadOnlyList<TaskSegment> Fill(
        IReadOnlyList<Segment> cut, IReadOnlyDictionary<string, Target>? kept, IReadOnlyDictionary<string, string>? memory) =>
    [
        .. cut.Select(segment => new TaskSegment(segment, (kept?.GetValueOrDefault(segment.Id), memory?.GetValueOrDefault(segment.Text)) switch
        {
            // Words that nobody had confirmed are not worth more than the memory's answer of today.
            ({ TranslatedSource: not null } target, _) => target,
            (_, { } remembered) => new Target(segment.Id, remembered, TranslatedSource: null, Target.FromMemory, Score: 100, []),
            _ => null,
        })),
    ];

    private static TranslationTask NewTask(DraftSubmitted message, Document document, TargetLanguage target, TranslationTask? earlier, Incoming incoming) => new()
    {
        Id = Guid.CreateVersion7(incoming.Now),
        EventId = message.EventId,
        Number = message.Number,
        Title = document.Title,
        Language = target.Language,
        SourceLanguage = message.Language,
        Revision = message.Revision,
        Round = 1,
        State = TaskState.Queued,
        Holder = null,
        LeaseEndsAt = null,
        WasCompleted = false,
        Urgency = message.Urgency,
        CreatedAt = incoming.Now,
        TraceParent = incoming.TraceParent,
        // A comment that nobody answered yet holds for the new revision as well.
        Comment = earlier is { WasCompleted: false } ? earlier.Comment : null,
        CommentedSegments = earlier is { WasCompleted: false } ? earlier.CommentedSegments : [],
        ReturnedBy = earlier is { WasCompleted: false } ? earlier.ReturnedBy : null,
        ReturnedAt = earlier is { WasCompleted: false } ? earlier.ReturnedAt : null,
        Acknowledged = [],
        Channels = target.Channels,
        ChannelTexts = target.ChannelTexts,
    };

    private static void AddTask(
        Effects effects, TranslationTask task, TranslationTask? earlier, SourceText source, IReadOnlyList<TaskSegment> segments, DateTimeOffset now)
    {
        var text = earlier is { WasCompleted: true } && segments.All(segment => segment.IsConfirmed)
            ? CompletedText.Assemble(task with { Acknowledged = earlier.Acknowledged }, source, segments).Text
            : null;
        if (text is not null)
        {
            task = task with { State = TaskState.Completed, Holder = earlier!.Holder, Acknowledged = earlier.Acknowledged };
            effects.Run(Audit.Of(TranslationModule.Key, "task-completed", task.Id.ToString(), $"nothing had changed since revision {earlier.Revision}"));
        }
        effects.Run(TaskSql,
            task.Id, task.EventId, task.Revision, task.Language, task.State, task.Holder?.Id, task.Holder?.Name, task.Comment, task.CommentedSegments.ToArray(),
            task.Channels.ToArray(), Json.Parameter(task.ChannelTexts), text?.Document, Json.Parameter(task.Acknowledged), task.CreatedAt, task.TraceParent,
            Json.Parameter(task.ReturnedBy), task.ReturnedAt);
        var targets = segments.Where(segment => segment.Target is not null).Select(segment => segment.Target!).ToArray();
        if (targets.Length > 0)
            effects.Run(TargetsSql,
                task.Id, Of(target => target.SegmentId), Of(target => target.Text), Of(target => target.TranslatedSource), Of(target => target.Origin),
                targets.Select(target => target.Score).ToArray(), Of(target => System.Text.Json.JsonSerializer.Serialize(target.Writers, Json.Options)));
        effects.Send(
            text is not null
                ? text.Message(task, by: null, now)
                : new TranslationQueued { EventId = task.EventId, TaskId = task.Id, Language = task.Language, Revision = task.Revision, Round = task.Round, QueuedAt = now },
            task.Urgency);

        string?[] Of(Func<Target, string?> column) => [.. targets.Select(column)];
    }

    private const string IsOverSql =
        """
        select exists (select from translation.event where event_id = $1 and live_from > $2)
            or exists (select from translation.source where event_id = $1 and revision = $2)
        """;

    private const string LiveSql =
        """
        insert into translation.event (event_id, live_from)
        values ($1, $2)
        on conflict (event_id) do update
           set live_from = greatest(event.live_from, excluded.live_from)
        """;

    private const string SourceSql =
        """
        insert into translation.source (event_id, revision, number, language, title, urgency, document, segments, writers)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string TaskSql =
        """
        insert into translation.task (
               task_id, event_id, revision, language, state, holder_id, holder_name, comment, commented_segments,
               channels, channel_texts, document, acknowledged, created_at, trace_parent, returned_by, returned_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::timestamptz)
        """;

    private const string TargetsSql =
        """
        insert into translation.target (task_id, segment_id, target, translated_source, origin, score, writers)
        select $1, segment_id, target, translated_source, origin, score, writers::jsonb
          from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[])
            as kept (segment_id, target, translated_source, origin, score, writers)
        """;
}
