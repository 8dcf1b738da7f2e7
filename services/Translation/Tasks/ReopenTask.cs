using Akorda.Contracts.Reviews;
using Akorda.Contracts.Translations;
using Akorda.Messaging;
using Akorda.Postgres;

namespace Akorda.Translation.Tasks;

/// <summary>A reviewer returned a translation: its task opens again in the next round, with the comment and all its words.</summary>
public static class ReopenTask
{
    public static async Task<Effects> Handle(TextReturned message, Incoming incoming, CancellationToken ct)
    {
        if (message.Language == message.SourceLanguage) return Effects.None;
        var task = await incoming.FindAsync(
            FindSql, [message.EventId, message.Language, message.Revision, message.Round], row => (Guid?)row.GetGuid(0), ct);
        if (task is null) return Effects.None;
        return new Effects()
            .Run(ReopenSql, task, message.Comment, message.Segments.ToArray(), incoming.TraceParent, Json.Parameter(message.ReturnedBy), message.ReturnedAt.ToUniversalTime())
            .Send(
                new TranslationQueued
                {
                    EventId = message.EventId,
                    TaskId = task.Value,
                    Language = message.Language,
                    Revision = message.Revision,
                    Round = message.Round + 1,
                    QueuedAt = incoming.Now,
                },
                message.Urgency);
    }

    // Only what was completed in exactly this round: an older return, or one of a superseded text, changes nothing.
    private const string FindSql =
        """
        select task_id
          from translation.task
         where event_id = $1
           and language = $2
           and revision = $3
           and round = $4
           and state = 'completed'
        """;

    // The holder stays named: who translated it may go on at once, and whoever else claims it first may too.
    private const string ReopenSql =
        """
        update translation.task
           set state = 'returned', round = round + 1, comment = $2, commented_segments = $3, document = null, trace_parent = $4,
               returned_by = $5, returned_at = $6
         where task_id = $1
        """;
}
