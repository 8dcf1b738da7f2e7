using System.Globalization;
using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>A module's audit is whole, or this says which rows were changed or are gone: over HTTP for an administrator, and as a command for a service that the newsroom does not reach.</summary>
internal sealed class AuditChain(string module)
{
    /// <summary>The word that makes a service's program verify its audit and end, instead of serving.</summary>
    public const string Command = "verify-audit";

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup($"/api/{module}/audit").RequireAuthorization(Roles.Administrator).WithGroupName(module);
        group.MapGet("head", Head).WithName($"AuditHeadOf-{module}").WithSummary("The end of the audit's chain, to be kept elsewhere");
        group.MapGet("verify", Verify).WithName($"VerifyAuditOf-{module}").WithSummary("Every row of the audit that was changed or is missing").DisableRequestTimeout().ProducesProblem(400);
    }

    /// <summary>Runs the command: prints the head and every fault, one a line; 0 when the audit is whole, 2 when it is not.</summary>
    public async Task<int> RunAsync(IConfiguration configuration, IReadOnlyList<string> known, CancellationToken ct)
    {
        var (head, fault) = HeadOf(known.ElementAtOrDefault(0), known.ElementAtOrDefault(1));
        if (fault is not null) throw new InvalidOperationException($"{Command} takes nothing, or the position and the digest of a head that was kept.");
        await using var db = Database.Open(configuration.GetConnectionString(module) ?? throw new InvalidOperationException($"ConnectionStrings:{module} is not set."), 2);
        var report = await VerifyAudit.RunAsync(db, head, ct);
        Console.WriteLine($"{module} {report.Head.Position} {report.Head.Digest}");
        foreach (var each in report.Faults) Console.WriteLine($"{each.What} at position {each.Position?.ToString(CultureInfo.InvariantCulture) ?? "none"}, act {each.ActId?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}");
        if (report.More) Console.WriteLine("There is more.");
        return report.Faults.Count == 0 ? 0 : 2;
    }

    private async Task<Ok<AuditHead>> Head(IServiceProvider services, CancellationToken ct) => TypedResults.Ok(await VerifyAudit.HeadAsync(DatabaseOf(services), ct));

    private async Task<Results<Ok<AuditReport>, ProblemHttpResult>> Verify(HttpRequest request, IServiceProvider services, CancellationToken ct)
    {
        string? Asked(string name) => request.Query[name] is { Count: > 0 } given ? given.ToString() : null;
        var (known, fault) = HeadOf(Asked("position"), Asked("digest"));
        return fault is null ? TypedResults.Ok(await VerifyAudit.RunAsync(DatabaseOf(services), known, ct)) : Problems.BadQuery(fault, "and 'digest' are the two parts of a head that was kept");
    }

    private static (AuditHead? Head, string? Fault) HeadOf(string? position, string? digest) => (position, digest) switch
    {
        (null, null) => (null, null),
        _ when long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && digest is { Length: 64 } && digest.All(char.IsAsciiHexDigit) => (new AuditHead(number, digest), null),
        _ => (null, "position"),
    };

    private NpgsqlDataSource DatabaseOf(IServiceProvider services) => services.GetRequiredKeyedService<NpgsqlDataSource>(module);
}
