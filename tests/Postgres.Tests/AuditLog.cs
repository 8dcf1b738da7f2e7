using Akorda.Testing;
using Npgsql;

namespace Akorda.Postgres.Tests;

/// <summary>A database with nothing but an audit, and what its service and its owner can do to it.</summary>
public sealed record AuditLog(NpgsqlDataSource Role, NpgsqlDataSource Owner) : IAsyncDisposable
{
    public static async Task<AuditLog> StartAsync()
    {
        var (data, owner) = await TestPostgres.DatabaseAsync("audited");
        var log = new AuditLog(Database.Open(data, 4), NpgsqlDataSource.Create(owner));
        await Migrations.ApplyAsync(log.Owner, new NpgsqlConnectionStringBuilder(data).Username!, [typeof(Audit).Assembly], default);
        return log;
    }

    public Task RecordAsync(string act)
    {
        var statement = Audit.Of("dana", act, "1");
        return Role.ExecuteAsync(statement.Sql, statement.Args, default);
    }

    public async Task<long> SealedAsync() => await Role.FindAsync("select count(*) from audit.seal", [], row => row.GetInt64(0), default);

    /// <summary>What somebody with the owner's password could do: take the guards away first.</summary>
    public async Task TamperAsync(string sql)
    {
        foreach (var table in (string[])["audit.act", "audit.seal"]) await Owner.ExecuteAsync($"alter table {table} disable trigger user", [], default);
        await Owner.ExecuteAsync("alter table audit.seal drop constraint if exists seal_act_id_fkey", [], default);
        await Owner.ExecuteAsync(sql, [], default);
    }

    /// <summary>An audit of so many sealed acts.</summary>
    public static async Task<AuditLog> StartAsync(int acts)
    {
        var log = await StartAsync();
        await log.Role.ExecuteAsync("insert into audit.act (actor, act, subject) select 'dana', 'act-' || n, '1' from generate_series(1, $1) as n", [acts], default);
        await log.SealUntilAsync(acts);
        return log;
    }

    /// <summary>Seals until so many acts are sealed: a transaction of another test, in another database of the same server, holds an act back until it ends.</summary>
    public Task SealUntilAsync(int acts) => Eventually.TrueAsync(
        async () =>
        {
            await SealAudit.SealAsync(Role, default);
            return await SealedAsync() >= acts;
        },
        $"audit of {acts} sealed acts");

    /// <summary>What verifying finds, in the form <c>3 act 3: act-changed</c>.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(AuditHead? known = null) =>
        [.. (await VerifyAudit.RunAsync(Role, known, default)).Faults.Select(fault => $"{fault.Position} act {fault.ActId}: {fault.What}")];

    public async ValueTask DisposeAsync()
    {
        await Role.DisposeAsync();
        await Owner.DisposeAsync();
    }
}
