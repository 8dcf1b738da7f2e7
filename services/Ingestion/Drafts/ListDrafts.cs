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

    // Words are looked for title by title: in so many of them for one page, which then says where to go on.
    private const int TitlesRead = 5_000;

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

        var words = q is null || PlainText.IsBlank(q) ? null : Filter.Holding(PlainText.Normalize(q));
        var last = words is null ? null : await LastToReadAsync(db, paging.After, ct);
        var filter = new Filter().And("draft_id >=", last).And("d.status =", status).And("d.title ilike", words);
        // Of what is not public there is little, whatever its section.
        var order = status is null or DraftView.Published
            ? filter.NewestFirst("draft_id", paging.After, ("d.section", section))
            : filter.And("d.section =", section).NewestFirst("draft_id", paging.After);
        var rows = await db.QueryAsync(
            $"""
            {DraftView.Select}
             where {filter} {FactsOf(status)}
             order by {order}
             limit {filter.Parameter(paging.Limit + 1)}
            """, filter.Args, DraftView.Read, ct);
        var page = paging.PageOf(rows, draft => draft.Id);
        return TypedResults.Ok(page.Next is null && last is { } more ? page with { Next = Paging.CursorOf(more) } : page);
    }

    private static Task<Guid?> LastToReadAsync(NpgsqlDataSource db, Guid? after, CancellationToken ct)
    {
        var filter = new Filter().And("draft_id <", after);
        return db.FindAsync(
            $"select draft_id from ingestion.draft where {filter} order by draft_id desc offset {TitlesRead - 1} limit 1", filter.Args, row => (Guid?)row.GetGuid(0), ct);
    }

    // What a status means of a draft's own facts, in the very words of its index. The status itself is still asked for: it follows from the languages too.
    private static string FactsOf(string? status) => status switch
    {
        null => "",
        DraftView.Draft => "and d.submitted_revision is null and d.withdrawn_at is null and d.release_withdrawn_at is null",
        DraftView.Withdrawn => "and (d.withdrawn_at is not null or d.release_withdrawn_at is not null)",
        DraftView.Published => "and d.withdrawn_at is null and d.release_withdrawn_at is null and d.published_revision >= d.submitted_revision",
        _ => """
            and d.submitted_revision is not null and d.withdrawn_at is null and d.release_withdrawn_at is null
            and (d.published_revision is null or d.published_revision < d.submitted_revision)
            """,
    };
}
