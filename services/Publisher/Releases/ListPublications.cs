using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>Publications, newest first.</summary>
public static class ListPublications
{
    private static readonly string[] States = [Release.Assembling, Release.Scheduled, Release.Releasing, Release.Published, Release.Withdrawn];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/publications", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("ListPublications")
        .WithSummary("Publications, newest first")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(400);

    private static async Task<Results<Ok<Page<PublicationView>>, ProblemHttpResult>> Handle(
        HttpRequest request, string? state, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem ?? Problems.BadQuery("cursor", "cannot be read");
        if (state is not null && !States.Contains(state)) return Problems.BadQuery("state", $"must be one of {string.Join(", ", States)}");
        var rows = await PublicationView.ListAsync(db, state, paging.After, paging.Limit, ct);
        return TypedResults.Ok(paging.PageOf(rows, publication => publication.EventId));
    }
}
