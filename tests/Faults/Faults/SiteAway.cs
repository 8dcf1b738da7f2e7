using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>The Site is gone, or its connections are open and silent: what is released waits, and then all languages of an event become visible together.</summary>
public sealed record SiteAway(bool HalfOpen) : Fault("F35", HalfOpen ? "the Site silent" : "the Site killed")
{
    internal const string WaitingSql = "select count(*) from publisher.publication where shown_version < version";

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        if (HalfOpen)
            foreach (var publisher in Publishers(stage))
            {
                publisher.To("intake").Freeze();
                publisher.To("site").Freeze();
            }
        else await stage.World["site"].KillAsync();
        await UntilAsync(async () => await stage.World.Server.CountAsync("publisher", WaitingSql) >= 3, "three events that wait for the Site", ct);
        return $"{await stage.World.Server.CountAsync("publisher", WaitingSql)} events wait for the Site";
    }

    public override async Task HealAsync(Stage stage)
    {
        foreach (var publisher in Publishers(stage))
        {
            publisher.To("intake").Clear();
            publisher.To("site").Clear();
        }
        await stage.World["site"].BackAsync();
    }

    public override Task ProveAsync(Stage stage, CancellationToken ct) => CaughtUpAsync(stage, stage.Journal.Now, ct);

    /// <summary>Waits until the Site shows what is released.</summary>
    internal static Task CaughtUpAsync(Stage stage, DateTimeOffset healed, CancellationToken ct) => UntilAsync(
        async () => await stage.World.Server.CountAsync("publisher", $"{WaitingSql} and push_due_at < $1 + interval '15 seconds'", healed) == 0, "the Site's catching up", ct, seconds: 40);

    internal static IEnumerable<World.Host> Publishers(Stage stage) => [stage.World["publisher1"], stage.World["publisher2"]];
}
