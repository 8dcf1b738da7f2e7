using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Translation.Tasks;

/// <summary>A task with its segments and their checks.</summary>
public static class GetTask
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/translations/{id:guid}", Handle)
        .RequireAuthorization(Roles.Translator)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(GetTask))
        .WithSummary("A translation task with its segments");

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> Handle(
        Guid id, [FromKeyedServices(TranslationModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        return await TranslationTask.FindAsync(connection, id, ct) is { } task
            ? TypedResults.Ok(await TaskView.ReadAsync(connection, task, ct))
            : TaskProblems.NotFound();
    }
}
