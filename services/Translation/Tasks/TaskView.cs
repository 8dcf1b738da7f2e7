using Akorda.Contracts;
using Akorda.Contracts.Translations;
using Akorda.Translation.Segments;
using Npgsql;

namespace Akorda.Translation.Tasks;

/// <summary>How far a translation is.</summary>
/// <param name="Segments">Segments of the text.</param>
/// <param name="Done">Those whose target somebody confirmed for the source as it is now.</param>
public sealed record Progress(int Segments, int Done);

/// <summary>Why a translation came back.</summary>
/// <param name="Segments">Those that the comment is about and nobody touched since.</param>
/// <param name="By">Null where it is not known any more.</param>
public sealed record ReturnView(string Comment, IReadOnlyList<string> Segments, Person? By, DateTimeOffset? At)
{
    public static ReturnView? Of(TranslationTask task) => task.Comment is { } comment ? new ReturnView(comment, task.CommentedSegments, task.ReturnedBy, task.ReturnedAt) : null;
}

/// <summary>A task as the list shows it.</summary>
public sealed record TaskSummary(
    Guid Id, Guid EventId, long Number, string Title, string Language, string SourceLanguage, int Revision, int Round, string State,
    Person? Holder, DateTimeOffset? LeaseEndsAt, string Urgency, DateTimeOffset? EmbargoUntil, DateTimeOffset CreatedAt, string? Comment, Progress Progress)
{
    public static TaskSummary Of(TranslationTask task, DateTimeOffset? embargoUntil, Progress progress) => new(
        task.Id, task.EventId, task.Number, task.Title, task.Language, task.SourceLanguage, task.Revision, task.Round, task.State,
        task.Holder, task.LeaseEndsAt, task.Urgency, embargoUntil, task.CreatedAt, task.Comment, progress);
}

/// <summary>A task with its segments, as a translator works on it.</summary>
/// <param name="Acknowledged">Checks that were let stand when it was completed.</param>
public sealed record TaskView(
    Guid Id, Guid EventId, long Number, string Title, string Language, string SourceLanguage, int Revision, int Round, string State,
    Person? Holder, DateTimeOffset? LeaseEndsAt, string Urgency, DateTimeOffset? EmbargoUntil, DateTimeOffset CreatedAt, string? Comment, ReturnView? Returned, Progress Progress,
    IReadOnlyList<SegmentView> Segments, IReadOnlyList<AcknowledgedCheck> Acknowledged)
{
    public static async Task<TaskView> ReadAsync(NpgsqlConnection connection, TranslationTask task, CancellationToken ct)
    {
        var source = await TaskSegment.SourceOfAsync(connection, task, ct);
        var segments = await TaskSegment.OfAsync(connection, task, source, ct);
        var before = await SourceBefore.FindAsync(connection, task, ct);
        return new TaskView(
            task.Id, task.EventId, task.Number, task.Title, task.Language, task.SourceLanguage, task.Revision, task.Round, task.State,
            task.Holder, task.LeaseEndsAt, task.Urgency, Texts.Document.Read(source.Document).EmbargoUntil, task.CreatedAt, task.Comment, ReturnView.Of(task),
            new Progress(segments.Count, segments.Count(segment => segment.IsConfirmed)), [.. segments.Select(segment => segment.View(task, before))], task.Acknowledged);
    }
}
