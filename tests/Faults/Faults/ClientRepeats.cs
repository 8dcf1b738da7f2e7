using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>A client's connection is cut after it sent, and it sends again with the same key; somebody else uses that key for another text.</summary>
public sealed record ClientRepeats() : Fault("F1", "clients cut off, and asking again with the same key")
{
    private static readonly byte[] Request = [.. "POST /api/drafts"u8];

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var unanswered = 0;
        for (var i = 0; i < 5; i++)
        {
            var one = stage.Acts.NewEvent();
            var draft = Words.Draft(one);
            // The request goes on to the Desk, and the way back is gone.
            _ = stage.World.Desk.Up.WatchFor(Request, () => _ = CutAsync(stage));
            var reply = await stage.People.AskAsync("editor", HttpMethod.Post, "/api/drafts", draft.DeepClone(), key: one.Key, ct: ct);
            if (reply.Status is null) unanswered++;
            await stage.Acts.CreateAsync(one, twice: true, ct);
            var other = Words.Draft(stage.Acts.NewEvent());
            reply = await stage.People.InsistAsync("editor", HttpMethod.Post, "/api/drafts", other, key: one.Key, ct: ct);
            if (reply.Status is not (409 or 422)) throw new InvalidOperationException($"another text under the same key was answered {reply.Status}");
            await stage.Acts.DropAsync(one, ct);
        }
        return unanswered > 0 ? $"{unanswered} of 5 got no answer" : throw new InvalidOperationException("every request was answered");
    }

    public override Task HealAsync(Stage stage)
    {
        stage.World.Desk.Clear();
        return Task.CompletedTask;
    }

    private static async Task CutAsync(Stage stage)
    {
        // The rest of the request follows its first bytes.
        await Task.Delay(15);
        stage.World.Desk.Cut();
    }
}
