using System.Text.Json;
using Akorda.Http;
using Akorda.Ingestion.Channels;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akorda.Ingestion.Drafts;

/// <summary>An editor begins an event: its first revision, its id and its public number.</summary>
public static class CreateDraft
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/drafts", Handle)
        .RequireAuthorization(Roles.Editor)
        .WithName("CreateDraft")
        .WithSummary("Create a draft")
        .WithGroupName(IngestionModule.Key)
        .Produces<DraftView>(201)
        .ProducesProblem(400)
        .ProducesProblem(422);

    private static async Task<IResult> Handle(
        DraftRequest request, HttpRequest http, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] Outbox outbox,
        Vocabulary vocabulary, IOptions<JsonOptions> json, TimeProvider clock, CancellationToken ct)
    {
        var (key, unusable) = IdempotencyKey.Read(http, user.Person.Id, () => JsonSerializer.SerializeToUtf8Bytes(request, json.Value.SerializerOptions));
        if (unusable is not null) return unusable;
        await using var act = await outbox.BeginAsync(ct);
        if (key is not null && await key.FindAnswerAsync(act.Connection, ct) is { } earlier) return earlier;

        if (await KnownToDrafts.ReadAsync(act, vocabulary, request, ct) is not { } known) return LearnChannels.NotYet(http.HttpContext);
        var faults = new Faults();
        var content = Draft.Check(request, known, faults);
        if (!faults.None) return Problems.Invalid(faults);

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var (number, at) = await act.FindAsync(
            InsertSql,
            [id, content.Title, content.Section, Json.Parameter(user.Person), Json.Parameter(content), Guid.CreateVersion7(clock.GetUtcNow())],
            row => (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1)), ct);
        var created = DraftView.Created(content, id, number, user.Person, at);
        var answer = new KeptAnswer(201, $"/api/drafts/{id}", ETags.Of(1), JsonSerializer.Serialize(created, json.Value.SerializerOptions));
        if (key is not null && !await key.KeepAsync(act.Connection, answer, ct))
            return await key.FindAnswerAsync(act.Connection, ct) ?? throw new InvalidOperationException("The answer of an idempotency key was forgotten while it was waited for.");

        act.Concerns(id);
        act.Record(user.Person.Id, "draft-created", id.ToString(), $"number {number}");
        await act.CommitAsync(ct);
        return answer;
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
            values ($6, $1, now(), 'draft-created', $4, 'revision 1'))
        select number, created_at
          from draft
        """;
}
