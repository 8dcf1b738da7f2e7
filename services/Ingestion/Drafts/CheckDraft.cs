using Akorda.Http;
using Akorda.Ingestion.Channels;
using Akorda.Ingestion.WorkingCopies;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Drafts;

/// <summary>An editor asks what stands between their form and a draft that can be submitted. Nothing changes.</summary>
public static class CheckDraft
{
    /// <summary>What the rules say, and what may have been overlooked.</summary>
    /// <param name="Faults">Keyed by JSON path; with any of them a draft is refused.</param>
    /// <param name="Codes">The same faults for programs.</param>
    /// <param name="Warnings">With them it is taken.</param>
    public sealed record Answer(
        IReadOnlyDictionary<string, List<string>> Faults, IReadOnlyDictionary<string, IReadOnlyList<FaultCode>> Codes, IReadOnlyList<DraftWarning> Warnings);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/drafts/{id:guid}/check", HandleAsync)
            .RequireAuthorization(Roles.Editor)
            .WithName("CheckDraft")
            .WithSummary("Check what would become a revision by the rules of saving and submitting it, without doing either")
            .WithGroupName(IngestionModule.Key)
            .ProducesProblem(404).ProducesProblem(409);
        routes
            .MapPost("/api/drafts/new/check", HandleNewAsync)
            .RequireAuthorization(Roles.Editor)
            .WithName("CheckNewDraft")
            .WithSummary("Check what would become a draft by the rules of creating and submitting it, without doing either")
            .WithGroupName(IngestionModule.Key);
    }

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, UnfinishedDraft request, HttpContext http, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, Vocabulary vocabulary, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (await DraftView.FindAsync(connection, id, ct) is not { } draft) return Problems.NotFound("draft");
        if (draft.Status == DraftView.Withdrawn) return WithdrawDraft.IsWithdrawn();
        return await CheckAsync(request, http, connection, vocabulary, clock, ct);
    }

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleNewAsync(
        UnfinishedDraft request, HttpContext http, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, Vocabulary vocabulary, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        return await CheckAsync(request, http, connection, vocabulary, clock, ct);
    }

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> CheckAsync(
        UnfinishedDraft unfinished, HttpContext http, NpgsqlConnection connection, Vocabulary vocabulary, TimeProvider clock, CancellationToken ct)
    {
        var faults = new Faults();
        var request = unfinished.ToRequest(faults);
        // Submitting resolves the channels once more, by the same rule and the same announcement.
        if (await KnownToDrafts.ReadAsync(connection, vocabulary, request, ct) is not { } known) return LearnChannels.NotYet(http);
        Draft.Check(request, known, faults);
        return TypedResults.Ok(new Answer(faults.ByPath, faults.Codes, DraftWarnings.Of(request, clock.GetUtcNow())));
    }
}
