using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>How a module's messages stand, for an administrator who has no telemetry at hand: read when it is asked for, from indexes.</summary>
internal sealed class ShowFigures(string module)
{
    /// <summary>The figures of this moment.</summary>
    /// <param name="Unsent">Messages that nobody durable has taken over yet; counted up to 100,000.</param>
    /// <param name="OldestUnsentSeconds">How long the oldest of them has waited; 0 when there is none.</param>
    /// <param name="Waiting">Messages that failed and are tried again by themselves.</param>
    /// <param name="Failed">Messages that wait for a person.</param>
    /// <param name="FailedGroups">In how many ways they failed, by consumer and error.</param>
    /// <param name="Queued">Messages in its queues at the broker that no process has been handed yet; null in one process, and while the broker does not answer.</param>
    public sealed record Figures(long Unsent, double OldestUnsentSeconds, long Waiting, long Failed, long FailedGroups, long? Queued);

    public void Map(IEndpointRouteBuilder routes) => routes
        .MapGet($"/api/{module}/figures", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName($"ShowFiguresOf-{module}")
        .WithSummary("How the service's messages stand")
        .WithGroupName(module);

    private async Task<Ok<Figures>> Handle(IServiceProvider services, CancellationToken ct)
    {
        var figures = await services.GetRequiredKeyedService<NpgsqlDataSource>(module).FindAsync(Sql, [], Read, ct) ?? throw new InvalidOperationException("A query of one row answered none.");
        return TypedResults.Ok(figures with { Queued = await services.GetRequiredKeyedService<Queues>(module).CountAsync(ct) });
    }

    private static Figures Read(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetDouble(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), Queued: null);

    private const string Sql =
        """
        select (select count(*) from (select from messaging.outbox where sent_at is null limit 100000) unsent),
               coalesce((select extract(epoch from clock_timestamp() - created_at)::float8 from messaging.outbox where sent_at is null order by outbox_id limit 1), 0),
               (select count(*) from messaging.failed_message where state = 'waiting'),
               failed.messages, failed.groups
          from (select count(*) as messages, count(distinct (consumer, split_part(error, E'\n', 1))) as groups
                  from messaging.failed_message
                 where state = 'failed') failed
        """;
}
