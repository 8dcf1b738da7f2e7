using Akorda.Faults.Nemesis;
using Akorda.Faults.Proxy;

namespace Akorda.Faults.Faults;

/// <summary>The Site dies when a push has reached it: before it could read it, or when it had taken it over and its answer was on the way. It is pushed again, and shows all languages or none.</summary>
public sealed record SiteKilledInAPush(bool Taken) : Fault("F35", Taken ? "the Site killed between taking a push and its answer" : "the Site killed at the first byte of a push")
{
    private static readonly byte[] Push = [.. "PUT /publications/"u8];
    private long interrupted;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var site = stage.World["site"];
        TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var publisher in SiteAway.Publishers(stage))
        {
            var link = publisher.To("intake");
            void Kill()
            {
                link.Freeze();
                if (killed.TrySetResult()) _ = site.KillAsync();
            }
            _ = link.Up.WatchFor(Push, () =>
            {
                if (Taken) _ = link.Down.WatchFor(Bytes.Answer, Kill);
                else Kill();
            });
        }
        await MomentAsync(killed.Task, "a push", ct);
        await UntilAsync(() => Task.FromResult(!site.IsRunning), "the end of the Site", ct);
        interrupted = await stage.World.Server.CountAsync("publisher", SiteAway.WaitingSql);
        return interrupted > 0 ? $"{interrupted} events pushed and not known to be shown" : throw new InvalidOperationException("no push was interrupted");
    }

    public override async Task HealAsync(Stage stage)
    {
        foreach (var publisher in SiteAway.Publishers(stage))
        {
            publisher.To("intake").Clear();
            publisher.To("intake").Cut();
        }
        await stage.World["site"].BackAsync();
    }

    public override Task ProveAsync(Stage stage, CancellationToken ct) => SiteAway.CaughtUpAsync(stage, stage.Journal.Now, ct);
}
