using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;
using Akorda.Postgres;

namespace Akorda.Faults.Faults;

/// <summary>PostgreSQL answers and takes nothing: it is read-only, or has no connection left. Readiness says so, liveness does not, the Site goes on.</summary>
public sealed record DatabaseRefuses(bool ReadOnly) : Fault("F10", ReadOnly ? "PostgreSQL read-only" : "PostgreSQL with no connection left")
{
    private const string EndSql = "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'ingestion'";

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var judge = stage.World.Server.Judge("ingestion");
        await judge.ExecuteAsync(ReadOnly ? "alter role ingestion set default_transaction_read_only = on" : "alter role ingestion connection limit 0", [], ct);
        await judge.FindAsync(EndSql, [], row => row.GetInt64(0), ct);
        await UntilAsync(async () =>
        {
            var reply = await stage.People.AskAsync("editor", HttpMethod.Post, "/api/drafts", Words.Draft(stage.Acts.NewEvent()), ct: ct);
            return reply.IsDone ? throw new InvalidOperationException("a draft was called taken") : reply.Status == 503;
        }, "503 for a writer", ct);
        using HttpClient reader = new() { Timeout = TimeSpan.FromSeconds(5) };
        var live = await reader.GetAsync(new Uri(stage.World.Local("ingestion"), "/health/live"), ct);
        if (!live.IsSuccessStatusCode) throw new InvalidOperationException("Ingestion is called dead");
        var page = await reader.GetAsync(new Uri(stage.World.Site, "/kk/"), ct);
        if (!page.IsSuccessStatusCode) throw new InvalidOperationException($"the Site answers {page.StatusCode}");
        if (!ReadOnly) await UntilAsync(async () => !(await reader.GetAsync(new Uri(stage.World.Local("ingestion"), "/health/ready"), ct)).IsSuccessStatusCode, "readiness that says no", ct);
        return "writers are told 503";
    }

    public override async Task HealAsync(Stage stage)
    {
        var judge = stage.World.Server.Judge("ingestion");
        await judge.ExecuteAsync(ReadOnly ? "alter role ingestion reset default_transaction_read_only" : "alter role ingestion connection limit -1", [], CancellationToken.None);
        await judge.FindAsync(EndSql, [], row => row.GetInt64(0), CancellationToken.None);
    }
}
