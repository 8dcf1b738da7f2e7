using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>Liveness says that the process runs; readiness says that its databases and its transport answer.</summary>
public static class Health
{
    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(IServiceProvider services, CancellationToken ct)
    {
        foreach (var database in services.GetServices<ModuleDatabase>())
        {
            try
            {
                await services.GetRequiredKeyedService<NpgsqlDataSource>(database.Module).FindAsync("select 1", [], row => row.GetInt32(0), ct)
                    .WaitAsync(TimeSpan.FromSeconds(2), ct);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                return TypedResults.Text($"the database of {database.Module} does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }
        return services.GetService<BusHealth>()?.Problem is { } problem
            ? TypedResults.Text(problem, statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("ready");
    }
}
