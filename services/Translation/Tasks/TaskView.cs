using Akorda.Contracts;
using Akorda.Translation.Segments;
using Npgsql;

namespace Akorda.Translation.Tasks;

/// <summary>A task as the list shows it.</summary>
public sealed record TaskSummary(
    Guid Id, Guid EventId, long Number, string Title, string Language, string SourceLanguage, int Revision, string State,
    Person? Holder, DateTimeOffset? LeaseEndsAt, string Urgency, DateTimeOffset CreatedAt, string? Comment)
{
    public static TaskSummary Of(TranslationTask task) => new(
        task.Id, task.EventId, task.Number, task.Title, task.Language, task.SourceLanguage, task.Revision, task.State,
        task.Holder, task.LeaseEndsAt, task.Urgency, task.CreatedAt, task.Comment);
}

/// <summary>A task with its segments, as a translator works on it.</summary>
public sealed record TaskView(
    Guid Id, Guid EventId, long Number, string Title, string Language, string SourceLanguage, int Revision, string State,
    Person? Holder, DateTimeOffset? LeaseEndsAt, string Urgency, DateTimeOffset CreatedAt, string? Comment, IReadOnlyList<SegmentView> Segments)
{
    public static async Task<TaskView> ReadAsync(NpgsqlConnection connection, TranslationTask task, CancellationToken ct)
    {
        var segments = await TaskSegment.OfAsync(connection, task, ct);
        return new TaskView(
            task.Id, task.EventId, task.Number, task.Title, task.Language, task.SourceLanguage, task.Revision, task.State,
            task.Holder, task.LeaseEndsAt, task.Urgency, task.CreatedAt, task.Comment, [.. segments.Select(segment => segment.View(task))]);
    }
}
