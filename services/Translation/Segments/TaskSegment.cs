using System.Data;
using Akorda.Contracts;
using Akorda.Postgres;
using Akorda.Texts;
using Akorda.Translation.Checks;
using Akorda.Translation.Tasks;
using Npgsql;

namespace Akorda.Translation.Segments;

/// <summary>The words that stand for a segment.</summary>
/// <param name="TranslatedSource">The source words that somebody confirmed them for; null while nobody did.</param>
/// <param name="Origin"><c>translator</c> or <c>memory</c>.</param>
/// <param name="Score">How well the memory's source fits, of 100; null for a translator's words.</param>
/// <param name="Writers">Everyone whose words stand here.</param>
public sealed record Target(string SegmentId, string Text, string? TranslatedSource, string Origin, int? Score, IReadOnlyList<Person> Writers)
{
    public const string FromTranslator = "translator";
    public const string FromMemory = "memory";

    public static Target Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<string>("segment_id"),
        row.GetFieldValue<string>("target"),
        row.NullableText("translated_source"),
        row.GetFieldValue<string>("origin"),
        row.Nullable<int>("score"),
        row.FromJson<List<Person>>("writers"));
}

/// <summary>A segment of a task and what stands for it so far.</summary>
public sealed record TaskSegment(Segment Source, Target? Target)
{
    /// <summary>True when somebody confirmed these words for exactly this source.</summary>
    public bool IsConfirmed => Target?.TranslatedSource == Source.Text;

    /// <summary>What is wrong with it, or worth a second look.</summary>
    public IReadOnlyList<Finding> Check(TranslationTask task)
    {
        List<Finding> findings = [];
        if (Target is not null && !IsConfirmed) findings.Add(NotConfirmed(Target));
        if (task.CommentedSegments.Contains(Source.Id)) findings.Add(new Finding("commented", Severity.Warning, "The reviewer's comment is about this segment."));
        findings.AddRange(SegmentChecks.Of(new CheckedSegment(Source.Kind, Source.Text, Target?.Text ?? "", task.SourceLanguage, task.Language)));
        return findings;
    }

    public SegmentView View(TranslationTask task, SourceBefore? before) =>
        new(Source.Id, Source.Kind, Source.Text, Target?.Text, Target?.Origin, Target?.Score, Check(task), IsConfirmed, before?.ChangeOf(Source), before?.WordsOf(Source));

    private const string TargetsSql = "select segment_id, target, translated_source, origin, score, writers from translation.target where task_id = $1";
    private const string SourceSql = "select document, segments, writers from translation.source where event_id = $1 and revision = $2";

    /// <summary>The source that a task stands on.</summary>
    public static async Task<SourceText> SourceOfAsync(NpgsqlConnection connection, TranslationTask task, CancellationToken ct) =>
        await connection.FindAsync(SourceSql, [task.EventId, task.Revision], SourceText.Read, ct)
        ?? throw new InvalidDataException($"Task {task.Id} stands on no source.");

    /// <summary>A task's segments in the order of the text.</summary>
    public static async Task<IReadOnlyList<TaskSegment>> OfAsync(NpgsqlConnection connection, TranslationTask task, CancellationToken ct)
    {
        var source = await SourceOfAsync(connection, task, ct);
        return await OfAsync(connection, task, source, ct);
    }

    /// <summary>A task's segments in the order of the text.</summary>
    public static async Task<IReadOnlyList<TaskSegment>> OfAsync(NpgsqlConnection connection, TranslationTask task, SourceText source, CancellationToken ct)
    {
        var targets = (await connection.QueryAsync(TargetsSql, [task.Id], Target.Read, ct)).ToDictionary(target => target.SegmentId);
        return [.. source.Segments.Select(segment => new TaskSegment(segment, targets.GetValueOrDefault(segment.Id)))];
    }

    private static Finding NotConfirmed(Target target) => new("stale", Severity.Blocking, target.TranslatedSource is { } before
        ? $"The source has changed since this was translated; it was: {before}"
        : "This comes from the memory: save it if it fits here.");
}

/// <summary>A segment as the API shows it.</summary>
/// <param name="Done">Somebody confirmed the target for exactly this source.</param>
/// <param name="Change">Since the revision before: <c>new</c>, <c>changed</c>; null when it reads as it did, and in a first revision.</param>
/// <param name="PreviousSource">How a changed source read.</param>
public sealed record SegmentView(
    string Id, string Kind, string Source, string? Target, string? Origin, int? Score, IReadOnlyList<Finding> Checks, bool Done, string? Change, string? PreviousSource);
