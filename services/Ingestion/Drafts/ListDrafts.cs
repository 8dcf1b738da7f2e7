using Akorda.Http;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Drafts;

/// <summary>Anyone of the newsroom looks through the drafts, newest first.</summary>
public static class ListDrafts
{
    private const int Words = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/drafts", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("ListDrafts")
        .WithSummary("List drafts, newest first, by status, section and words of the title")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(400);

    private static async Task<Results<Ok<Page<DraftView>>, ProblemHttpResult>> Handle(
        string? status, string? section, string? q, string? cursor, string? limit, HttpRequest request,
        [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, Vocabulary vocabulary, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem ?? throw new InvalidOperationException("Without a paging there is a problem.");
        if (status is not null && !DraftView.Statuses.Contains(status)) return Problems.BadQuery("status", $"must be one of {string.Join(", ", DraftView.Statuses)}");
        if (section is not null && vocabulary.Sections.All(known => known.Id != section)) return Problems.BadQuery("section", "is not a section of the site");
        if (q is not null && !PlainText.IsBlank(q) && PlainText.FaultOfLine(q, Words) is { } fault) return Problems.BadQuery("q", fault);

        var words = q is null || PlainText.IsBlank(q) ? null : $"%{Escape(PlainText.Normalize(q))}%";
        var filter = new Filter().And("draft_id <", paging.After).And("d.status =", status).And("d.section =", section).And("d.title ilike", words);
        var rows = await db.QueryAsync(
            $"""
            {DraftView.Select}
             where {filter}
             order by draft_id desc
             limit {filter.Parameter(paging.Limit + 1)}
            """, filter.Args, DraftView.Read, ct);
        return TypedResults.Ok(paging.PageOf(rows, draft => draft.Id));
    }

    // What a reader of a title types is words, never a pattern.
    private static string Escape(string words) =>
        words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
