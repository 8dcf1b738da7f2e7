using Akorda.Testing;
using Npgsql;

namespace Akorda.Messaging.Tests;

/// <summary>Restarts the cluster that the other tests share, so it runs alone.</summary>
[CollectionDefinition(nameof(ADatabaseThatRestarts), DisableParallelization = true)]
[Collection(nameof(ADatabaseThatRestarts))]
public sealed class ADatabaseThatRestarts
{
    [Fact]
    public async Task It_costs_no_message_and_is_no_failure()
    {
        TaskCompletionSource half = new();
        var count = 0;
        await using var mill = await MillHost.StartAsync(async (_, _, ct) =>
        {
            // Half of them are handled, and the others meet a database that is away in the middle of their group.
            if (Interlocked.Increment(ref count) > 500) await half.Task.WaitAsync(ct);
        });
        await using (var act = await mill.Outbox.BeginAsync(default))
        {
            for (var i = 0; i < 1_000; i++) act.Send(Mill.Step("through"), "routine");
            await act.CommitAsync(default);
        }
        await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref count) > 500), "group under way");
        var cluster = await TestPostgres.ClusterAsync();
        await cluster.CrashAndRestartAsync(async () =>
        {
            half.SetResult();
            // The server is away long enough for every attempt to reach it to fail; the messages have to wait for it all the same.
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => mill.DoneAsync("through"));
            await Task.Delay(TimeSpan.FromSeconds(5));
        }, default);
        await Eventually.TrueAsync(async () => await CountAsync(mill) == 1_000, "1000 messages handled");
        Assert.Equal((0, 0), (await mill.FailedAsync("failed"), await mill.FailedAsync("waiting")));
    }

    // The pool's first connections after the restart are broken ones.
    private static async Task<long> CountAsync(MillHost mill)
    {
        try { return await mill.DoneAsync("through"); }
        catch (NpgsqlException) { return -1; }
    }
}
