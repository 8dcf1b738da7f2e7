using System.Data;
using System.Reflection;
using Npgsql;

namespace Akorda.Postgres;

/// <summary>Brings a service's database up to date, as the owner of its tables: embedded SQL files, in the order of their names, each once.</summary>
public static class Migrations
{
    /// <summary>Applies what is missing. Several processes may call it at once: one works, the others wait and find nothing to do.</summary>
    /// <param name="owner">Connects as the role that owns the tables.</param>
    /// <param name="role">The service's data role, which is granted what it needs; <c>{role}</c> in the files.</param>
    /// <param name="assemblies">Where the files are embedded; an earlier assembly's files come first.</param>
    public static async Task ApplyAsync(NpgsqlDataSource owner, string role, IReadOnlyList<Assembly> assemblies, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_lock(hashtext('akorda.migrations'))", [], ct);
        try
        {
            await connection.ExecuteAsync(
                "create table if not exists public.migration (name text primary key, applied_at timestamptz not null default now())", [], ct);
            var applied = await connection.QueryAsync("select name from public.migration", [], row => row.GetString(0), ct);
            foreach (var file in Files(assemblies).Where(file => !applied.Contains(file.Name)))
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await connection.ExecuteAsync(file.Sql.Replace("{role}", role, StringComparison.Ordinal), [], ct);
                await connection.ExecuteAsync("insert into public.migration (name) values ($1)", [file.Name], ct);
                await transaction.CommitAsync(ct);
            }
        }
        finally
        {
            // The pool would keep the session, and the lock with it; a session that broke has lost both.
            if (connection.State == ConnectionState.Open) await connection.ExecuteAsync("select pg_advisory_unlock_all()", [], CancellationToken.None);
        }
    }

    private static IEnumerable<(string Name, string Sql)> Files(IReadOnlyList<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            foreach (var name in names)
            {
                using var stream = assembly.GetManifestResourceStream(name)!;   // the name came from the assembly itself
                using var reader = new StreamReader(stream);
                yield return (name, reader.ReadToEnd());
            }
        }
    }
}
