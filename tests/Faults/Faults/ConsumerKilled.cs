using Akorda.Faults.Nemesis;
using Akorda.Faults.Proxy;

namespace Akorda.Faults.Faults;

/// <summary>A consumer dies between its commit and its acknowledgement, or in the middle of its transaction: the message comes again, and has one effect.</summary>
public sealed record ConsumerKilled(bool Committed) : Fault("F21", Committed ? "a consumer killed between commit and acknowledgement" : "a consumer killed before its commit")
{
    private const string DoubleSql = "select count(*) from (select event_id, language, revision, round from review.review group by 1, 2, 3, 4 having count(*) > 1) twice";

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var review = stage.World["review"];
        await MomentAsync(review.Database.Down.WatchFor(Committed ? Bytes.Committed : Bytes.InsertedInTransaction, () =>
        {
            review.Broker.Freeze();
            review.Database.Freeze();
        }, often: 2), "a commit", ct);
        await review.KillAsync();
        return Committed ? "killed right after a commit" : "killed inside a transaction";
    }

    public override async Task HealAsync(Stage stage)
    {
        var review = stage.World["review"];
        foreach (var link in (Link[])[review.Broker, review.Database])
        {
            link.Clear();
            link.Cut();
        }
        await review.BackAsync();
    }

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        var twice = await stage.World.Server.CountAsync("review", DoubleSql);
        if (twice > 0) throw new InvalidOperationException($"{twice} texts have two reviews");
    }
}
