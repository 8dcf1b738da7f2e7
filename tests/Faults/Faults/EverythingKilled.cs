using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>Power fails: every process, the broker and the database end at once, and come back in any order. Who is first waits for what it needs.</summary>
public sealed record EverythingKilled() : Fault("F40", "everything killed at once and started in any order")
{
    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var world = stage.World;
        var hosts = world.Hosts.ToArray();
        stage.Random.Shuffle(hosts);
        // Some processes are started before the database is back, and some before the broker is.
        var withoutDatabase = stage.Random.Next(1, hosts.Length);
        await world.Server.CrashAsync(async () =>
        {
            await Task.WhenAll(hosts.Select(host => host.KillAsync()).Append(world.Broker.KillAsync()));
            foreach (var host in hosts[..withoutDatabase]) await host.LaunchAsync();
            await Task.Delay(TimeSpan.FromSeconds(3), ct);
        });
        foreach (var host in hosts[withoutDatabase..]) await host.LaunchAsync();
        await world.Broker.ResumeAsync();
        return $"{hosts.Length} processes killed; first back: {string.Join(", ", hosts[..withoutDatabase].Select(host => host.Name))}";
    }

    public override async Task HealAsync(Stage stage)
    {
        using HttpClient client = new() { Timeout = TimeSpan.FromSeconds(3) };
        foreach (var host in stage.World.Hosts)
            await UntilAsync(
                async () => host.IsRunning ? await IsReadyAsync(client, stage.World.Local(host.Name)) : throw new InvalidOperationException($"{host.Name} did not wait for what it needs, and ended: {string.Join(" | ", host.Output.TakeLast(3))}"),
                $"the start of {host.Name}", CancellationToken.None, seconds: 60);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, Uri host)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(host, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
