using Akorda.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>Seals every module's audit in the background, so that no act waits for another's seal.</summary>
public static class Sealing
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenHeads = TimeSpan.FromHours(1);

    internal static void AddSealing(this IServiceCollection services)
    {
        services.AddSingleton<IHostedService>(provider => new Loop(
            "Sealing the audit",
            async ct =>
            {
                foreach (var database in provider.GetServices<ModuleDatabase>())
                    await SealAudit.SealAsync(provider.GetRequiredKeyedService<NpgsqlDataSource>(database.Module), ct);
                return Pause;
            },
            wake: null, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Loop>>()));
        // The log is kept elsewhere: a head in it proves later that the chain up to there was not cut off and not written anew.
        services.AddSingleton<IHostedService>(provider => new Loop(
            "Writing the audit's head into the log",
            async ct =>
            {
                foreach (var database in provider.GetServices<ModuleDatabase>())
                {
                    var head = await VerifyAudit.HeadAsync(provider.GetRequiredKeyedService<NpgsqlDataSource>(database.Module), ct);
                    provider.GetRequiredService<ILogger<AuditHead>>().LogInformation("Audit of {Module}: position {Position}, digest {Digest}", database.Module, head.Position, head.Digest);
                }
                return BetweenHeads;
            },
            wake: null, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Loop>>()));
    }
}
