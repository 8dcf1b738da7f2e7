using System.Data;
using Akorda.Contracts;
using Akorda.Contracts.Translations;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Npgsql;

namespace Akorda.Translation.Tasks;

/// <summary>The states of a task.</summary>
public static class TaskState
{
    public const string Queued = "queued";
    public const string Claimed = "claimed";
    public const string Completed = "completed";
    public const string Returned = "returned";
    public const string Superseded = "superseded";

    public static readonly IReadOnlyList<string> All = [Queued, Claimed, Completed, Returned, Superseded];
}

/// <summary>One event, one target language, one source revision.</summary>
public sealed record TranslationTask
{
    public required Guid Id { get; init; }
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required string SourceLanguage { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    public required string State { get; init; }
    /// <summary>Who works on it; of a returned task who did, and may go on at once.</summary>
    public required Person? Holder { get; init; }
    public required DateTimeOffset? LeaseEndsAt { get; init; }
    /// <summary>True when somebody stood for the whole text and no reviewer returned it since; still true of a completed task that was superseded.</summary>
    public required bool WasCompleted { get; init; }
    public required string Urgency { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>The trace of the message that opened it, which goes on with whoever works on it.</summary>
    public required string? TraceParent { get; init; }
    public required string? Comment { get; init; }
    /// <summary>Who returned it with that comment, and when; null where it was not returned, or not noted.</summary>
    public required Person? ReturnedBy { get; init; }
    public required DateTimeOffset? ReturnedAt { get; init; }
    /// <summary>Segments that the reviewer's comment is about and nobody touched since.</summary>
    public required IReadOnlyList<string> CommentedSegments { get; init; }
    public required IReadOnlyList<AcknowledgedCheck> Acknowledged { get; init; }
    /// <summary>The channels of this language, and hand-written texts by channel: what the document holds beside the words.</summary>
    public required IReadOnlyList<string> Channels { get; init; }
    public required IReadOnlyDictionary<string, string> ChannelTexts { get; init; }

    /// <summary>True when this person may take the task now: it is free, it is theirs already, or its holder's lease has ended.</summary>
    public bool CanBeClaimedBy(Person person, DateTimeOffset now) => State switch
    {
        TaskState.Queued or TaskState.Returned => true,
        TaskState.Claimed => Holder?.Id == person.Id || LeaseEndsAt <= now,
        _ => false,
    };

    /// <summary>True while this person may work on it. A lease that ended takes nothing away until somebody else claims the task.</summary>
    public bool IsHeldBy(Person person) => State is TaskState.Claimed or TaskState.Returned && Holder?.Id == person.Id;

    /// <summary>Where a task goes that its holder gives back.</summary>
    public string StateWhenReleased => Round > 1 ? TaskState.Returned : TaskState.Queued;

    /// <summary>What every query of tasks selects.</summary>
    public const string Columns =
        """
        t.task_id, t.event_id, s.number, s.title, t.language, s.language as source_language, t.revision, t.round, t.state, t.holder_id, t.holder_name,
        t.lease_ends_at, t.document is not null as was_completed, s.urgency, t.created_at, t.comment, t.commented_segments, t.acknowledged, t.channels, t.channel_texts, t.trace_parent,
        t.returned_by, t.returned_at
        """;

    private const string ByIdSql =
        $"""
        select {Columns}
          from translation.task t
          join translation.source s using (event_id, revision)
         where t.task_id = $1
        """;

    /// <summary>The task of this id.</summary>
    public static Task<TranslationTask?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken ct) => connection.FindAsync(ByIdSql, [id], Read, ct);

    /// <summary>The task, once messages and other acts of its event are through: what is decided on it holds until the act ends.</summary>
    public static async Task<TranslationTask?> LockAsync(Act act, Guid id, CancellationToken ct)
    {
        var eventId = await act.FindAsync("select event_id from translation.task where task_id = $1", [id], row => (Guid?)row.GetGuid(0), ct);
        if (eventId is null) return null;
        await act.LockEventAsync(eventId.Value, ct);
        return await FindAsync(act.Connection, id, ct);
    }

    public static TranslationTask Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetFieldValue<Guid>("task_id"),
        EventId = row.GetFieldValue<Guid>("event_id"),
        Number = row.GetFieldValue<long>("number"),
        Title = row.GetFieldValue<string>("title"),
        Language = row.GetFieldValue<string>("language"),
        SourceLanguage = row.GetFieldValue<string>("source_language"),
        Revision = row.GetFieldValue<int>("revision"),
        Round = row.GetFieldValue<int>("round"),
        State = row.GetFieldValue<string>("state"),
        Holder = row.NullableText("holder_id") is { } holder ? new Person(holder, row.GetFieldValue<string>("holder_name")) : null,
        LeaseEndsAt = row.Nullable<DateTimeOffset>("lease_ends_at"),
        WasCompleted = row.GetFieldValue<bool>("was_completed"),
        Urgency = row.GetFieldValue<string>("urgency"),
        CreatedAt = row.GetFieldValue<DateTimeOffset>("created_at"),
        TraceParent = row.NullableText("trace_parent"),
        Comment = row.NullableText("comment"),
        ReturnedBy = row.IsDBNull(row.GetOrdinal("returned_by")) ? null : row.FromJson<Person>("returned_by"),
        ReturnedAt = row.Nullable<DateTimeOffset>("returned_at"),
        CommentedSegments = row.GetFieldValue<string[]>("commented_segments"),
        Acknowledged = row.FromJson<List<AcknowledgedCheck>>("acknowledged"),
        Channels = row.GetFieldValue<string[]>("channels"),
        ChannelTexts = row.FromJson<Dictionary<string, string>>("channel_texts"),
    };
}

/// <summary>A submitted revision, cut into segments; all its tasks stand on it.</summary>
/// <param name="Document">The source's canonical document, as its digest is taken over it.</param>
public sealed record SourceText(string Document, IReadOnlyList<Segment> Segments, IReadOnlyList<Person> Writers)
{
    public static SourceText Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<string>("document"),
        row.FromJson<List<Segment>>("segments"),
        row.FromJson<List<Person>>("writers"));
}
