using Akorda.Http;
using Akorda.Postgres;
using Akorda.Texts;
using Akorda.Translation.Glossary;
using Akorda.Translation.Memory;
using Akorda.Translation.Segments;
using Akorda.Translation.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Translation.Suggestions;

/// <summary>What the memory and the glossary know about a segment.</summary>
public static class SuggestForSegment
{
    /// <param name="Origin"><c>memory</c> (the whole segment) or <c>glossary</c> (a term in it).</param>
    /// <param name="Score">How well <paramref name="Source"/> fits, of 100.</param>
    public sealed record Suggestion(string Origin, int Score, string Source, string Target, string? Note);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/translations/{id:guid}/segments/{segmentId}/suggestions", Handle)
        .RequireAuthorization(Roles.Translator)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(SuggestForSegment))
        .WithSummary("Suggestions for a segment");

    private static async Task<Results<Ok<Page<Suggestion>>, ProblemHttpResult>> Handle(
        Guid id, string segmentId, [FromKeyedServices(TranslationModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (await TranslationTask.FindAsync(connection, id, ct) is not { } task) return TaskProblems.NotFound();
        var source = await TaskSegment.SourceOfAsync(connection, task, ct);
        if (source.Segments.FirstOrDefault(each => each.Id == segmentId) is not { } segment) return Problems.NotFound("segment");

        var memory = await MemoryUnit.MatchAsync(connection, task.SourceLanguage, [task.Language], [segment], ct);
        var terms = await connection.QueryAsync(TermsSql, [task.SourceLanguage, task.Language], Term.Read, ct);
        List<Suggestion> suggestions =
        [
            .. memory.Values.SelectMany(answers => answers.Values).Select(target => new Suggestion("memory", 100, segment.Text, target, null)),
            .. TermsIn(segment, task, terms),
        ];
        return TypedResults.Ok(new Page<Suggestion>(suggestions, null));
    }

    private static IEnumerable<Suggestion> TermsIn(Segment segment, TranslationTask task, IReadOnlyList<Term> terms) => terms
        .Where(term => WordForms.Contains(segment.Text, term.Source, task.SourceLanguage))
        // The longest first: Президент Администрациясы says more than Президент.
        .OrderByDescending(term => term.Source.Length)
        .Select(term => new Suggestion("glossary", 100, term.Source, term.Targets[task.Language], term.Note));

    private const string TermsSql =
        $"""
        select {Term.Columns}
          from translation.term
         where source_language = $1
           and targets ? $2
        """;
}
