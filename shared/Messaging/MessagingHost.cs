using Microsoft.Extensions.Hosting;

namespace Akorda.Messaging;

/// <summary>Starts the bus and the modules' loops, and stops them in the opposite order.</summary>
internal sealed class MessagingHost(
    IReadOnlyList<ModuleMessaging> modules, IReadOnlyList<Upkeep> upkeeps, IReadOnlyList<LostBroker> lostBrokers, Bus bus, IServiceProvider services) : IHostedService, IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken ct)
    {
        foreach (var module in modules) module.MakeConsumers(services);
        // Without this the loops would carry the trace of whoever started the process through everything they do.
        using (ExecutionContext.SuppressFlow()) running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken ct)
    {
        // What is being handled may end; what does not end soon is given back, since the bus waits for it.
        var stopped = bus.StopAsync(ct);
        await stopped.WaitAsync(Grace, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stopping.CancelAsync();
        await stopped.WaitAsync(Grace, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await running.WaitAsync(Grace, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync()
    {
        List<Task> loops = [.. modules.Select(module => module.RunInboxAsync(stopping.Token)), .. upkeeps.Select(upkeep => upkeep.RunAsync(stopping.Token)), .. lostBrokers.Select(lost => lost.RunAsync(stopping.Token))];
        await bus.StartAsync(modules, stopping.Token);
        await Task.WhenAll([.. loops, .. modules.Select(module => module.Relay.RunAsync(stopping.Token)), bus.MendAsync(modules, stopping.Token)]);
    }
}
