using Akorda.Faults.Nemesis;
using Akorda.Faults.Proxy;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>Ingestion dies at the very moment at which a draft is committed, or right before: what was answered is there, and what was not is there once or not at all.</summary>
public sealed record AcceptanceKilled(bool Committed) : Fault("F2", Committed ? "Ingestion killed between commit and answer" : "Ingestion killed before its commit")
{
    private const string WithoutAuditSql =
        "select count(*) from ingestion.draft d where not exists (select from audit.act a where a.act = 'draft-created' and a.subject = d.draft_id::text)";

    private Event one = null!;   // set by the bite

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var ingestion = stage.World["ingestion"];
        one = stage.Acts.NewEvent();
        var killed = ingestion.Database.Down.WatchFor(Committed ? Bytes.Committed : Bytes.InsertedInTransaction, () =>
        {
            // Nothing more comes to it, and nothing more leaves it.
            ingestion.Database.Freeze();
            _ = ingestion.KillAsync();
        });
        // It is a client's draft, or a message: whatever commits first.
        var asking = stage.Acts.CreateAsync(one, twice: true, ct);
        await MomentAsync(killed, "a commit", ct);
        await UntilAsync(() => Task.FromResult(!ingestion.IsRunning), "the end of the process", ct);
        ingestion.Database.Clear();
        ingestion.Database.Cut();
        await ingestion.StartAsync();
        await asking.WaitAsync(ct);
        return "killed, and its client asked again";
    }

    public override Task HealAsync(Stage stage) => stage.World["ingestion"].BackAsync();

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        await stage.Acts.DropAsync(one, ct);
        var silent = await stage.World.Server.CountAsync("ingestion", WithoutAuditSql);
        if (silent > 0) throw new InvalidOperationException($"{silent} drafts are there without their audit");
    }
}
