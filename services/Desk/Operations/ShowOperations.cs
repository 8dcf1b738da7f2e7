using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Operations;

/// <summary>GET and POST /operations: services and their messages at a glance; what failed, grouped, tried again or put away with a reason.</summary>
public static class ShowOperations
{
    private const string Path = "/operations";

    // Identity sends no messages.
    private static readonly string[] Services = ["ingestion", "translation", "review", "publisher"];

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Path, Open);
        desk.MapPost(Path, Act);
    }

    /// <summary>How a service's messages stand.</summary>
    public sealed record Figures(long Unsent, double OldestUnsentSeconds, long Waiting, long Failed, long FailedGroups, long? Queued);

    /// <summary>Messages on which one consumer failed in one way.</summary>
    public sealed record FailedGroup(string Consumer, string Error, long Count, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt);

    /// <summary>One service as it answers now.</summary>
    /// <param name="Figures">Null: it does not answer.</param>
    public sealed record Service(string Name, Figures? Figures, IReadOnlyList<FailedGroup> Failed);

    private sealed record Settled(int Messages);

    private static Task<IResult> Open(Newsroom newsroom, CancellationToken ct) => PageAsync(null, newsroom, ct);

    private static async Task<IResult> PageAsync(Problem? problem, Newsroom newsroom, CancellationToken ct)
    {
        var services = await Task.WhenAll(Services.Select(name => LookAsync(name, newsroom, ct)));
        var parameters = new { Services = services, Problem = problem };
        return problem is null ? Show.Page<OperationsPage>(parameters) : Show.Refused<OperationsPage>(parameters);
    }

    private static async Task<Service> LookAsync(string name, Newsroom newsroom, CancellationToken ct)
    {
        var figures = await newsroom.GetAsync<Figures>($"/api/{name}/figures", ct);
        // A person without the right hears so; a service that is away is shown as such.
        if (figures.Status == 403) throw new RefusedException(figures.Problem!);
        var failed = figures.Value is { FailedGroups: > 0 } ? (await newsroom.GetAsync<Listed<FailedGroup>>($"/api/{name}/failed-messages/groups", ct)).Value : null;
        return new Service(name, figures.Value, failed?.Items ?? []);
    }

    private static async Task<IResult> Act(HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var (service, act) = (form["service"].ToString(), form["act"].ToString());
        if (!Services.Contains(service) || act is not ("retry" or "archive")) throw new BadHttpRequestException("There is no such act.");
        var (consumer, error) = (form["consumer"].ToString(), form["error"].ToString());
        var settled = await newsroom.PostAsync<Settled>(
            $"/api/{service}/failed-messages/{act}", act == "retry" ? new { consumer, error } : new { consumer, error, reason = form["reason"].ToString() }, ct);
        return settled.Problem is { } problem ? await PageAsync(problem, newsroom, ct) : Show.Then(Path, "operations." + act);
    }
}
