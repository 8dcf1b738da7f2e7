using System.Text.Json;
using Akorda.Http;
using Akorda.Ingestion.Channels;
using Akorda.Messaging;
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

        if (await KnownToDrafts.ReadAsync(act.Connection, vocabulary, request, ct) is not { } known) return LearnChannels.NotYet(http.HttpContext);
        var faults = new Faults();
        var content = Draft.Check(request, known, faults);
        if (!faults.None) return Problems.Invalid(faults);

        var created = await NewDraft.InsertAsync(act, content, user.Person, inHandOf: user.Person.Id, clock.GetUtcNow(), ct);
        var answer = new KeptAnswer(201, $"/api/drafts/{created.Id}", ETags.Of(1), JsonSerializer.Serialize(created, json.Value.SerializerOptions));
        if (key is not null && !await key.KeepAsync(act.Connection, answer, ct))
            return await key.FindAnswerAsync(act.Connection, ct) ?? throw new InvalidOperationException("The answer of an idempotency key was forgotten while it was waited for.");

        await act.CommitAsync(ct);
        return answer;
    }
}
