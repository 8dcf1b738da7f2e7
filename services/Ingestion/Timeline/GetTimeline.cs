using System.Data;
using Akorda.Contracts;
using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Timeline;

/// <summary>Anyone of the newsroom follows an event: every step in every service, in order.</summary>
public static class GetTimeline
{
    /// <summary>All steps, oldest first.</summary>
    public sealed record Answer(IReadOnlyList<Item> Items);

    /// <summary>One step.</summary>
    public sealed record Item(DateTimeOffset At, string Step, string? Language, Person? Actor, string? Detail);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/drafts/{id:guid}/timeline", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("GetTimeline")
        .WithSummary("Read every step of an event")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(404);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        Guid id, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        // Every draft has the step of its creation.
        var items = await db.QueryAsync(Sql, [id], Read, ct);
        return items.Count == 0 ? Problems.NotFound("draft") : TypedResults.Ok(new Answer(items));
    }

    private static Item Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>("at"),
        row.GetFieldValue<string>("step"),
        row.NullableText("language"),
        row.IsDBNull("actor") ? null : row.FromJson<Person>("actor"),
        row.NullableText("detail"));

    private const string Sql =
        """
        select at, step, language, actor, detail
          from ingestion.step
         where event_id = $1
         order by at, step_id
        """;
}
