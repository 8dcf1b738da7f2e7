using Akorda.Testing;
using Npgsql;

namespace Akorda.Postgres.Tests;

public sealed class TheAudit
{
    [Fact]
    public async Task Is_sealed_in_order_and_whole()
    {
        await using var log = await Log.StartAsync();
        for (var act = 0; act < 5; act++) await log.RecordAsync($"act-{act}");
        await SealAudit.SealAsync(log.Role, default);
        Assert.Equal(5, await log.SealedAsync());
        Assert.Null(await SealAudit.FindBreakAsync(log.Role, default));
    }

    [Fact]
    public async Task Names_the_position_of_a_changed_act()
    {
        await using var log = await Log.StartAsync();
        for (var act = 0; act < 5; act++) await log.RecordAsync($"act-{act}");
        await SealAudit.SealAsync(log.Role, default);
        await log.AsSuperuserAsync("update audit.act set actor = 'somebody else' where act = 'act-2'");
        Assert.Equal(3, await SealAudit.FindBreakAsync(log.Role, default));
    }

    [Fact]
    public async Task Does_not_pass_over_an_act_whose_transaction_ends_late()
    {
        await using var log = await Log.StartAsync();
        await using var slow = await log.Role.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await slow.ExecuteAsync(Audit.Of("dana", "slow", "1").Sql, ["dana", "slow", "1", null], default);
        await log.RecordAsync("fast");
        await SealAudit.SealAsync(log.Role, default);
        await transaction.CommitAsync();
        await SealAudit.SealAsync(log.Role, default);
        Assert.Equal(2, await log.SealedAsync());
        Assert.Null(await SealAudit.FindBreakAsync(log.Role, default));
    }

    [Theory]
    [InlineData("update audit.act set actor = 'x'")]
    [InlineData("delete from audit.act")]
    [InlineData("truncate audit.act cascade")]
    [InlineData("delete from audit.seal")]
    public async Task Cannot_be_changed_by_the_service_nor_by_the_owner(string sql)
    {
        await using var log = await Log.StartAsync();
        await log.RecordAsync("act");
        await Assert.ThrowsAsync<PostgresException>(() => log.Role.ExecuteAsync(sql, [], default));
        await Assert.ThrowsAsync<PostgresException>(() => log.Owner.ExecuteAsync(sql, [], default));
    }

    private sealed record Log(NpgsqlDataSource Role, NpgsqlDataSource Owner) : IAsyncDisposable
    {
        public static async Task<Log> StartAsync()
        {
            var (data, owner) = await TestPostgres.DatabaseAsync("audited");
            var log = new Log(Database.Open(data, 4), NpgsqlDataSource.Create(owner));
            await Migrations.ApplyAsync(log.Owner, new NpgsqlConnectionStringBuilder(data).Username!, [typeof(Audit).Assembly], default);
            return log;
        }

        public Task RecordAsync(string act)
        {
            var statement = Audit.Of("dana", act, "1");
            return Role.ExecuteAsync(statement.Sql, statement.Args, default);
        }

        public async Task<long> SealedAsync() => await Role.FindAsync("select count(*) from audit.seal", [], row => row.GetInt64(0), default);

        // What somebody with full power over the machine could do.
        public async Task AsSuperuserAsync(string sql)
        {
            await using var connection = await Owner.OpenConnectionAsync();
            await connection.ExecuteAsync("alter table audit.act disable trigger user", [], default);
            await connection.ExecuteAsync(sql, [], default);
        }

        public async ValueTask DisposeAsync()
        {
            await Role.DisposeAsync();
            await Owner.DisposeAsync();
        }
    }
}
