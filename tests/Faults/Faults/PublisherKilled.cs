using Akorda.Faults.Nemesis;
using Akorda.Faults.Proxy;

namespace Akorda.Faults.Faults;

/// <summary>A Publisher dies between a network's answer and its own record, and the other one takes over its accounts.</summary>
public sealed record PublisherKilled() : Fault("F30", "a Publisher killed between the network's answer and its record")
{
    private static readonly byte[] Post = [.. "POST /x/2/tweets"u8];
    private const string AttemptingSql = "select count(*) from publisher.delivery where state = 'attempting'";

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        // Whichever of the two posts next; its answers come back to it, and nothing that it would write about them leaves.
        var publishers = (World.Host[])[stage.World["publisher1"], stage.World["publisher2"]];
        TaskCompletionSource<World.Host> posted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var publisher in publishers)
            _ = publisher.To("sandbox").Up.WatchFor(Post, () => _ = publisher.To("sandbox").Down.WatchFor(Bytes.Answer, () =>
            {
                publisher.Database.Up.Freeze();
                posted.TrySetResult(publisher);
            }));
        await MomentAsync(posted.Task, "a network's answer", ct);
        var killed = await posted.Task;
        await killed.KillAsync();
        foreach (var publisher in publishers) publisher.To("sandbox").Clear();
        var begun = await stage.World.Server.CountAsync("publisher", AttemptingSql);
        return begun > 0 ? $"{killed.Name} killed with {begun} posts begun" : throw new InvalidOperationException("no post was begun");
    }

    public override async Task HealAsync(Stage stage)
    {
        foreach (var name in (string[])["publisher1", "publisher2"])
        {
            stage.World[name].To("sandbox").Clear();
            if (!stage.World[name].IsRunning) stage.World[name].Database.Cut();
            stage.World[name].Database.Clear();
            await stage.World[name].BackAsync();
        }
    }
}
