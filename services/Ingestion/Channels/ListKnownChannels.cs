using Akorda.Contracts.Publications;
using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Channels;

/// <summary>Anyone of the newsroom sees which channels a draft can name; whether one is paused is the Publisher's to say.</summary>
public static class ListKnownChannels
{
    /// <summary>All channels, by language and id.</summary>
    public sealed record Answer(IReadOnlyList<AnnouncedChannel> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/drafts/channels", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("ListKnownChannels")
        .WithSummary("List the channels that a draft can name")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(503);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        HttpContext http, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        return await LearnChannels.FindAsync(connection, ct) is { } known
            ? TypedResults.Ok(new Answer([.. known.OrderBy(channel => channel.Language, StringComparer.Ordinal).ThenBy(channel => channel.Id, StringComparer.Ordinal)]))
            : LearnChannels.NotYet(http);
    }
}
