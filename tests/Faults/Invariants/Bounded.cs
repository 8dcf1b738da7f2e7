using Akorda.Faults.World;

namespace Akorda.Faults.Invariants;

/// <summary>After the calm nothing has piled up: no message waits, no process has grown beyond what its container would have.</summary>
public sealed record Bounded() : Invariant("I10", "everything is bounded")
{
    // What the compose file gives a service; the Site holds every page in memory, and is given more.
    private const long MostMemory = 320;
    private const long MostMemoryOfTheSite = 512;
    private const int MostConnections = 200;
    private static readonly string[] Senders = ["ingestion", "translation", "review", "publisher"];

    public override async Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence)
    {
        List<string> wrong = [];
        foreach (var service in Senders)
        {
            if (await evidence.CountAsync(service, "select count(*) from messaging.outbox where sent_at is null and created_at < clock_timestamp() - interval '5 seconds'") is > 0 and var unsent)
                wrong.Add($"{unsent} messages of {service} wait in its outbox");
            if (await evidence.CountAsync(service, "select count(*) from messaging.failed_message where state = 'waiting'") is > 0 and var waiting)
                wrong.Add($"{waiting} messages of {service} wait for another attempt");
        }
        foreach (var (queue, waiting) in await evidence.Stage.World.QueuesAsync())
            if (waiting > 0) wrong.Add($"{waiting} messages wait in {queue}");
        wrong.AddRange(evidence.Stage.World.Hosts.Where(host => !host.IsRunning).Select(host => $"{host.Name} does not run"));
        wrong.AddRange(evidence.Stage.World.Hosts.Where(host => MiB(host) > (host.Name == "site" ? MostMemoryOfTheSite : MostMemory)).Select(host => $"{host.Name} holds {MiB(host)} MiB"));
        if (await evidence.CountAsync("ingestion", "select count(*) from pg_stat_activity") is > MostConnections and var connections) wrong.Add($"{connections} connections to PostgreSQL");
        return wrong;
    }

    public override string Measured(Evidence evidence) =>
        $"at most {evidence.Stage.World.Hosts.Where(host => host.Name != "site").Max(MiB)} MiB in a process, {evidence.Stage.World.Hosts.Where(host => host.Name == "site").Max(MiB)} in the Site";

    private static long MiB(Host host) => host.Memory / 1024 / 1024;
}
