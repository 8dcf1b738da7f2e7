using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Translation.Glossary;

/// <summary>A translator changes a term.</summary>
public static class ChangeTerm
{
    public sealed record Request(string SourceLanguage, string Source, IReadOnlyDictionary<string, string> Targets, string? Note = null);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/api/glossary/{id:guid}", Handle)
        .RequireAuthorization(Roles.Translator)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(ChangeTerm))
        .WithSummary("Change a term of the glossary");

    private static async Task<Results<Ok<Term>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, CurrentUser user, Vocabulary vocabulary,
        [FromKeyedServices(TranslationModule.Key)] Outbox outbox, CancellationToken ct)
    {
        var (term, faults) = Term.From(request.SourceLanguage, request.Source, request.Targets, request.Note, vocabulary);
        await using var act = await outbox.BeginAsync(ct);
        // Locked, so that of two changes over the same ETag one is told that it came second.
        var before = await act.FindAsync(FindSql, [id], Term.Read, ct);
        if (before is null) return Problems.NotFound("term");
        if (ETags.Check(context.Request, before.Revision) is { } refusal) return refusal;
        if (term is null) return Problems.Invalid(faults);
        try
        {
            var changed = await act.FindAsync(
                ChangeSql, [id, term.SourceLanguage, term.Source, Json.Parameter(term.Targets), term.Note], Term.Read, ct);
            act.Record(user.Person.Id, "term-changed", id.ToString());
            await act.CommitAsync(ct);
            context.Response.Headers.ETag = ETags.Of(changed!.Revision);   // the row is locked: it is there
            return TypedResults.Ok(changed);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "term_is_one" })
        {
            return AddTerm.Exists(term);
        }
    }

    private const string FindSql = $"select {Term.Columns} from translation.term where term_id = $1 for update";

    private const string ChangeSql =
        $"""
        update translation.term
           set source_language = $2, source = $3, targets = $4, note = $5, revision = revision + 1
         where term_id = $1
        returning {Term.Columns}
        """;
}
