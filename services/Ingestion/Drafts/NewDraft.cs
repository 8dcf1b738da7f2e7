using Akorda.Contracts;
using Akorda.Ingestion.WorkingCopies;
using Akorda.Messaging;
using Akorda.Postgres;

namespace Akorda.Ingestion.Drafts;

/// <summary>How an event begins, whoever wrote it where: its first revision, its id, its public number, its first step and its first line in the audit.</summary>
internal static class NewDraft
{
    /// <summary>Writes a draft that passed every rule.</summary>
    /// <param name="inHandOf">Whose working copy of a new draft this was, and is done with; null when it was nobody's.</param>
    public static async Task<DraftView> InsertAsync(Act act, DraftContent content, Person by, string? inHandOf, DateTimeOffset now, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(now);
        var (number, at) = await act.FindAsync(
            InsertSql,
            [id, content.Title, content.Section, Json.Parameter(by), Json.Parameter(content), Guid.CreateVersion7(now), WorkingCopy.NotCreated, inHandOf],
            row => (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1)), ct);
        act.Concerns(id);
        act.Record(by.Id, "draft-created", id.ToString(), $"number {number}");
        return DraftView.Created(content, id, number, by, at);
    }

    // One round trip: how many drafts a second are taken hangs on it.
    private const string InsertSql =
        """
        with draft as (
            insert into ingestion.draft (draft_id, revision, title, section, created_by)
            values ($1, 1, $2, $3, $4)
            returning number, created_at),
        revision as (
            insert into ingestion.revision (draft_id, revision, content, author)
            values ($1, 1, $5, $4)),
        step as (
            insert into ingestion.step (step_id, event_id, at, step, actor, detail)
            values ($6, $1, now(), 'draft-created', $4, 'revision 1')),
        in_hand as (
            delete from ingestion.working_copy
             where draft_id = $7
               and person = $8)
        select number, created_at
          from draft
        """;
}
