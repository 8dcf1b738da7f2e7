using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Drafts;

/// <summary>Anyone of the newsroom looks through a draft's revisions, newest first.</summary>
public static class ListRevisions
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/drafts/{id:guid}/revisions", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("ListRevisions")
        .WithSummary("List a draft's revisions, newest first")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<Page<RevisionView>>, ProblemHttpResult>> Handle(
        Guid id, string? cursor, string? limit, HttpRequest request, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem ?? throw new InvalidOperationException("Without a paging there is a problem.");
        if (await db.FindAsync("select 1 from ingestion.draft where draft_id = $1", [id], row => (int?)row.GetInt32(0), ct) is null) return Problems.NotFound("draft");
        var rows = await db.QueryAsync(Sql, [id, paging.After is { } after ? RevisionOf(after) : int.MaxValue, paging.Limit + 1], RevisionView.Read, ct);
        return TypedResults.Ok(paging.PageOf(rows, view => Position(view.Revision)));
    }

    // A cursor holds a UUID, and a revision's position in its draft is a number: the number stands in the first four bytes.
    private static Guid Position(int revision) => new(revision, 0, 0, new byte[8]);

    private static int RevisionOf(Guid position) => BitConverter.ToInt32(position.ToByteArray());

    private const string Sql =
        """
        select revision, content, author, written_at, channels
          from ingestion.revision
         where draft_id = $1
           and revision < $2
         order by revision desc
         limit $3
        """;
}
