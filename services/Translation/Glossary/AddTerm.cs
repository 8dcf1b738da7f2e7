using System.Text.Json;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Akorda.Translation.Glossary;

/// <summary>A translator adds a term to the glossary.</summary>
public static class AddTerm
{
    public sealed record Request(string SourceLanguage, string Source, IReadOnlyDictionary<string, string> Targets, string? Note = null);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/glossary", Handle)
        .RequireAuthorization(Roles.Translator)
        .Produces<Term>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(AddTerm))
        .WithSummary("Add a term to the glossary");

    /// <summary>409: the glossary has one entry for one term.</summary>
    public static ProblemHttpResult Exists(Term term) =>
        Problems.Of(409, "term-exists", "The glossary has this term already", $"'{term.Source}' is there; change it instead.");

    private static async Task<IResult> Handle(
        Request request, HttpRequest http, CurrentUser user, Vocabulary vocabulary, IOptions<JsonOptions> json,
        [FromKeyedServices(TranslationModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        var (key, unusable) = IdempotencyKey.Read(http, user.Person.Id, () => JsonSerializer.SerializeToUtf8Bytes(request, json.Value.SerializerOptions));
        if (unusable is not null) return unusable;
        await using var act = await outbox.BeginAsync(ct);
        if (key is not null && await key.FindAnswerAsync(act.Connection, ct) is { } earlier) return earlier;

        var (term, faults) = Term.From(request.SourceLanguage, request.Source, request.Targets, request.Note, vocabulary);
        if (term is null) return Problems.Invalid(faults);
        term = term with { Id = Guid.CreateVersion7(clock.GetUtcNow()) };
        var answer = new KeptAnswer(201, $"/api/glossary/{term.Id}", ETags.Of(term.Revision), JsonSerializer.Serialize(term, json.Value.SerializerOptions));
        if (key is not null && !await key.KeepAsync(act.Connection, answer, ct))
            return await key.FindAnswerAsync(act.Connection, ct) ?? throw new InvalidOperationException("The answer of an idempotency key was forgotten while it was waited for.");
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
        return answer;
    }

    private const string Sql =
        """
        insert into translation.term (term_id, source_language, source, targets, note)
        values ($1, $2, $3, $4, $5)
        """;
}
