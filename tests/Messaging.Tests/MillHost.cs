using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Messaging.Tests;

/// <summary>A host with the mill, and the questions that tests ask of its two databases: the probe's, which sends, and the mill's, which receives.</summary>
public sealed class MillHost : IAsyncDisposable
{
    private TestHost host;

    private MillHost(TestHost host) => this.host = host;

    public TestHost Host => host;

    public Probe Probe => host.Probe;

    public NpgsqlDataSource Mill => host.Services.GetRequiredKeyedService<NpgsqlDataSource>("mill");

    public NpgsqlDataSource Sender => host.Services.GetRequiredKeyedService<NpgsqlDataSource>(Probe.Key);

    public Outbox Outbox => host.Services.GetRequiredKeyedService<Outbox>(Probe.Key);

    /// <summary>What is wrong with its bus, or null.</summary>
    public string? BusProblem => host.Services.GetRequiredService<BusHealth>().Problem;

    /// <summary>Waits longer: a client waits between its attempts to connect, and a publish that the dead broker never confirmed is waited for.</summary>
    public static async Task PatientlyAsync(Func<Task<bool>> condition)
    {
        try { await Eventually.TrueAsync(condition, "first half of the wait"); }
        catch (TimeoutException) { await Eventually.TrueAsync(condition, "message, a minute after the broker came back"); }
    }

    /// <summary>Starts it, with quick retries, over the in-memory transport or this broker.</summary>
    public static async Task<MillHost> StartAsync(StepHandling? handling = null, Uri? broker = null, string[]? retrySeconds = null)
    {
        var host = await TestHost.StartAsync(() => [new Mill { Handling = handling }], settings =>
        {
            // The tests' cluster answers before it has written: a restart would lose commits, as no durable one does.
            foreach (var name in (string[])["mill", Probe.Key]) settings[$"ConnectionStrings:{name}"] += ";Options=-c synchronous_commit=on";
            if (broker is not null) (settings["Transport"], settings["RabbitMq:Url"]) = ("rabbitmq", broker.ToString());
            foreach (var (index, seconds) in (retrySeconds ?? ["0.1", "0.1"]).Index()) settings[$"Messages:RetrySeconds:{index}"] = seconds;
        });
        return new MillHost(host);
    }

    /// <summary>Until the host says that it is ready, its transport included.</summary>
    public async Task ReadyAsync()
    {
        using var client = TestHost.Client(host.Newsroom);
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode, "host that is ready");
    }

    /// <summary>Stops it and starts it again over the same databases.</summary>
    public async Task RestartAsync(Func<Task>? meanwhile = null) => host = await host.RestartAsync(meanwhile);

    /// <summary>How often the mill did something.</summary>
    public async Task<long> DoneAsync(string step) => await Mill.FindAsync("select count(*) from mill.done where step = $1", [step], row => row.GetInt64(0), default);

    public Task DoneAsync(string step, long times) => Eventually.TrueAsync(async () => await DoneAsync(step) == times, $"{times} times {step}");

    public async Task<long> UnsentAsync() => await Sender.FindAsync("select count(*) from messaging.outbox where sent_at is null", [], row => row.GetInt64(0), default);

    public Task AllSentAsync() => Eventually.TrueAsync(async () => await UnsentAsync() == 0, "empty outbox");

    /// <summary>How many of the mill's failed messages are in a state.</summary>
    public async Task<long> FailedAsync(string state) => await Mill.FindAsync("select count(*) from messaging.failed_message where state = $1", [state], row => row.GetInt64(0), default);

    public Task FailedAsync(string state, long count) => Eventually.TrueAsync(async () => await FailedAsync(state) == count, $"{count} messages {state}");

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
