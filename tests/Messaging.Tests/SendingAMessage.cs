using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Messaging.Tests;

public sealed class SendingAMessage
{
    [Fact]
    public async Task It_is_handled_once_and_marked_sent_after_its_consumers_committed()
    {
        await using var host = await TestHost.StartAsync([new Mill()]);
        await host.Probe.SendAsync(Mill.Step("first"));
        var mill = host.Services.GetRequiredKeyedService<NpgsqlDataSource>("mill");
        var probe = host.Services.GetRequiredKeyedService<NpgsqlDataSource>(Probe.Key);
        await Eventually.TrueAsync(async () => await probe.FindAsync("select sent_at is not null from messaging.outbox", [], row => row.GetBoolean(0), default), "sent row");
        Assert.Equal(1, await mill.FindAsync("select count(*) from mill.done", [], row => row.GetInt64(0), default));
        Assert.Single(host.Probe.Heard<Contracts.Timeline.StepRecorded>());
    }
}
