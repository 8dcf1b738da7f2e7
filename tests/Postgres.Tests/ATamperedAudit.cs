namespace Akorda.Postgres.Tests;

/// <summary>Somebody with the owner's password took the guards away and changed rows: the chain says which.</summary>
public sealed class ATamperedAudit
{
    [Fact]
    public async Task Names_every_act_that_was_changed()
    {
        await using var log = await AuditLog.StartAsync(8);
        await log.TamperAsync("update audit.act set actor = 'somebody else' where act_id in (3, 4, 7)");
        Assert.Equal(["3 act 3: act-changed", "4 act 4: act-changed", "7 act 7: act-changed"], await log.FaultsAsync());
    }

    [Fact]
    public async Task Names_every_act_that_is_gone()
    {
        await using var log = await AuditLog.StartAsync(8);
        await log.TamperAsync("delete from audit.act where act_id in (1, 5, 8)");
        Assert.Equal(["1 act 1: act-missing", "5 act 5: act-missing", "8 act 8: act-missing"], await log.FaultsAsync());
    }

    [Fact]
    public async Task Names_a_seal_that_was_changed_and_not_its_act()
    {
        await using var log = await AuditLog.StartAsync(8);
        await log.TamperAsync(@"update audit.seal set digest = '\x00' where position = 4");
        Assert.Equal(["4 act 4: seal-changed"], await log.FaultsAsync());
    }

    [Fact]
    public async Task Names_the_place_of_an_act_that_went_with_its_seal()
    {
        await using var log = await AuditLog.StartAsync(8);
        await log.TamperAsync("with gone as (delete from audit.seal where position = 4) delete from audit.act where act_id = 4");
        Assert.Equal(["4 act : seal-missing", "5 act 5: not-provable"], await log.FaultsAsync());
    }

    [Fact]
    public async Task Names_an_act_that_was_put_in_behind_the_chain()
    {
        await using var log = await AuditLog.StartAsync(8);
        await log.TamperAsync("insert into audit.act (at, actor, act, subject) values (now() - interval '1 day', 'nobody', 'act', '1')");
        Assert.Equal([" act 9: act-unsealed"], await log.FaultsAsync());
    }

    [Fact]
    public async Task Is_found_to_be_cut_off_by_a_head_that_was_kept()
    {
        await using var log = await AuditLog.StartAsync(8);
        var kept = await VerifyAudit.HeadAsync(log.Role, default);
        Assert.Empty(await log.FaultsAsync(kept));
        await log.TamperAsync("with gone as (delete from audit.seal where position > 6) delete from audit.act where act_id > 6");
        Assert.Empty(await log.FaultsAsync());
        Assert.Equal(["8 act : cut-off"], await log.FaultsAsync(kept));
    }

    [Fact]
    public async Task Is_found_to_be_written_anew_by_a_head_that_was_kept()
    {
        await using var log = await AuditLog.StartAsync(8);
        var kept = await VerifyAudit.HeadAsync(log.Role, default);
        await log.TamperAsync("update audit.act set actor = 'somebody else' where act_id = 3");
        await log.TamperAsync("delete from audit.seal");
        await log.SealUntilAsync(8);
        Assert.Empty(await log.FaultsAsync());
        Assert.Equal(["8 act : written-anew"], await log.FaultsAsync(kept));
    }

    [Fact]
    public async Task Of_a_hundred_thousand_acts_is_read_as_a_stream()
    {
        await using var log = await AuditLog.StartAsync(100_000);
        await log.TamperAsync("update audit.act set detail = 'x' where act_id in (1, 50000, 100000)");
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(["1 act 1: act-changed", "50000 act 50000: act-changed", "100000 act 100000: act-changed"], await log.FaultsAsync());
        TestContext.Current.TestOutputHelper?.WriteLine($"100,000 acts verified in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s");
    }
}
