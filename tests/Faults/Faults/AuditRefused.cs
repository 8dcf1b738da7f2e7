using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;
using Akorda.Postgres;

namespace Akorda.Faults.Faults;

/// <summary>No service may write to its audit for some seconds: then nobody can act either, because no act is without its entry. Messages are held meanwhile, and none of them ends among the failed.</summary>
public sealed record AuditRefused() : Fault("F38", "the audit refusing every entry")
{
    private static readonly string[] Services = ["ingestion", "translation", "review", "publisher"];
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, long> failedBefore = [];
    private Event one = null!;   // set by the bite

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        foreach (var (service, failed) in await Failed.CountAsync(stage)) failedBefore[service] = failed;
        one = stage.Acts.NewEvent();
        await AllowAsync(stage, "revoke insert on audit.act from", ct);
        var refused = Task.Delay(Length, ct);
        var reply = await stage.People.AskAsync("editor", HttpMethod.Post, "/api/drafts", Words.Draft(one), ct: ct);
        if (reply.IsDone) throw new InvalidOperationException("a draft was taken without an entry in the audit");
        await refused;
        return $"a writer was told {reply.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}";
    }

    public override Task HealAsync(Stage stage) => AllowAsync(stage, "grant insert on audit.act to", CancellationToken.None);

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        var title = Words.Title(one.Source, Words.MarkOf(one.Ordinal, one.Revision));
        if (await stage.World.Server.CountAsync("ingestion", "select count(*) from ingestion.draft_with_status where title = $1", title) > 0) throw new InvalidOperationException("a draft is there without its entry");
        foreach (var (service, failed) in await Failed.CountAsync(stage))
            if (failed > failedBefore[service]) throw new InvalidOperationException($"{failed - failedBefore[service]} messages of {service} ended among the failed");
    }

    private static async Task AllowAsync(Stage stage, string what, CancellationToken ct)
    {
        foreach (var service in Services) await stage.World.Server.Judge(service).ExecuteAsync($"{what} {service}", [], ct);
    }
}
