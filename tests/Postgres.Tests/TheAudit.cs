using Npgsql;

namespace Akorda.Postgres.Tests;

public sealed class TheAudit
{
    [Fact]
    public async Task Is_sealed_in_order_and_whole()
    {
        await using var log = await AuditLog.StartAsync();
        for (var act = 0; act < 5; act++) await log.RecordAsync($"act-{act}");
        await log.SealUntilAsync(5);
        Assert.Equal(5, await log.SealedAsync());
        Assert.Empty((await VerifyAudit.RunAsync(log.Role, null, default)).Faults);
    }

    [Fact]
    public async Task Does_not_pass_over_an_act_whose_transaction_ends_late()
    {
        await using var log = await AuditLog.StartAsync();
        await using var slow = await log.Role.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await slow.ExecuteAsync(Audit.Of("dana", "slow", "1").Sql, ["dana", "slow", "1", null], default);
        await log.RecordAsync("fast");
        await SealAudit.SealAsync(log.Role, default);
        await transaction.CommitAsync();
        await log.SealUntilAsync(2);
        Assert.Equal(2, await log.SealedAsync());
        Assert.Empty((await VerifyAudit.RunAsync(log.Role, null, default)).Faults);
    }

    [Fact]
    public async Task Looks_back_past_everything_that_the_last_minute_wrote_and_not_through_years()
    {
        await using var log = await AuditLog.StartAsync();
        await log.Role.ExecuteAsync("insert into audit.act (at, actor, act, subject) select now() - interval '1 year', 'dana', 'act', '1' from generate_series(1, 2000)", [], default);
        await log.SealUntilAsync(2000);
        await using var slow = await log.Role.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await slow.ExecuteAsync(Audit.Of("dana", "slow", "1").Sql, ["dana", "slow", "1", null], default);
        await log.Role.ExecuteAsync("insert into audit.act (actor, act, subject) select 'dana', 'fast', '1' from generate_series(1, 900)", [], default);
        await SealAudit.SealAsync(log.Role, default);
        await transaction.CommitAsync();
        await log.SealUntilAsync(2901);
        Assert.Equal(2901, await log.SealedAsync());
        Assert.Empty((await VerifyAudit.RunAsync(log.Role, null, default)).Faults);
    }

    [Theory]
    [InlineData("update audit.act set actor = 'x'")]
    [InlineData("delete from audit.act")]
    [InlineData("truncate audit.act cascade")]
    [InlineData("delete from audit.seal")]
    public async Task Cannot_be_changed_by_the_service_nor_by_the_owner(string sql)
    {
        await using var log = await AuditLog.StartAsync();
        await log.RecordAsync("act");
        await Assert.ThrowsAsync<PostgresException>(() => log.Role.ExecuteAsync(sql, [], default));
        await Assert.ThrowsAsync<PostgresException>(() => log.Owner.ExecuteAsync(sql, [], default));
    }
}
