using Akorda.Hosting;
using Akorda.Site.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akorda.Site.Intake;

/// <summary>Shows everything before the first reader comes, and afterwards what other processes of the Site accept and what ages by itself.</summary>
public static class KeepShown
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Far longer than any push takes from its clock reading to its commit.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>Registers both; hosted services start in this order, and before the listeners.</summary>
    public static void AddKeepShown(this IServiceCollection services)
    {
        services.AddHostedService<First>();
        services.AddSingleton<IHostedService>(provider => new Loop(
            "Keeping the site as its database is",
            ct => LookAsync(provider.GetRequiredService<Publications>(), provider.GetRequiredService<Shown>(), provider.GetRequiredService<TimeProvider>(), ct),
            wake: null, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Loop>>()));
    }

    private static async Task<TimeSpan> LookAsync(Publications publications, Shown shown, TimeProvider clock, CancellationToken ct)
    {
        await shown.AgeAsync(ct);
        await publications.ShowMissedAsync(clock.GetUtcNow() - Overlap, ct);
        return shown.CompressBetter() ? TimeSpan.Zero : Pause;
    }

    private sealed class First(Publications publications) : IHostedService
    {
        public Task StartAsync(CancellationToken ct) => publications.ShowAllAsync(ct);

        public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
    }
}
