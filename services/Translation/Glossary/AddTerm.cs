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

/// <summary>A translator adds a term to the glossary.</summary>
public static class AddTerm
{
    public sealed record Request(string SourceLanguage, string Source, IReadOnlyDictionary<string, string> Targets, string? Note = null);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/glossary", Handle)
        .RequireAuthorization(Roles.Translator)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(AddTerm))
        .WithSummary("Add a term to the glossary");

    /// <summary>409: the glossary has one entry for one term.</summary>
    public static ProblemHttpResult Exists(Term term) =>
        Problems.Of(409, "term-exists", "The glossary has this term already", $"'{term.Source}' is there; change it instead.");

    private static async Task<Results<Created<Term>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, CurrentUser user, Vocabulary vocabulary,
        [FromKeyedServices(TranslationModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        var (term, faults) = Term.From(request.SourceLanguage, request.Source, request.Targets, request.Note, vocabulary);
        if (term is null) return Problems.Invalid(faults);
        term = term with { Id = Guid.CreateVersion7(clock.GetUtcNow()) };
        await using var act = await outbox.BeginAsync(ct);
        try
        {
            await act.ExecuteAsync(Sql, [term.Id, term.SourceLanguage, term.Source, Json.Parameter(term.Targets), term.Note], ct);
            act.Record(user.Person.Id, "term-added", term.Id.ToString());
            await act.CommitAsync(ct);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "term_is_one" })
        {
            return Exists(term);
        }
        context.Response.Headers.ETag = ETags.Of(term.Revision);
        return TypedResults.Created($"/api/glossary/{term.Id}", term);
    }

    private const string Sql =
        """
        insert into translation.term (term_id, source_language, source, targets, note)
        values ($1, $2, $3, $4, $5)
        """;
}
