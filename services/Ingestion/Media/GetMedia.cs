using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Akorda.Ingestion.Media;

/// <summary>Anyone of the newsroom, and the Publisher, reads a photograph's bytes.</summary>
public static class GetMedia
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/media/{id:guid}", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("GetMedia")
        .WithSummary("Read a photograph")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(404);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid id, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct) =>
        await db.FindAsync("select bytes, content_type, sha256 from ingestion.media where media_id = $1", [id], Read, ct) is { } file
            ? file
            : Problems.NotFound("photograph");

    // The bytes of an id never change: their digest is their ETag.
    private static FileContentHttpResult Read(NpgsqlDataReader row) => TypedResults.File(
        row.GetFieldValue<byte[]>(0), row.GetString(1), entityTag: new EntityTagHeaderValue($"\"{row.GetString(2)}\""));
}
