using Akorda.Postgres;

namespace Akorda.Faults.Invariants;

/// <summary>The networks' own count: each account shows each revision of each event at most once, and what the ledger calls delivered is there.</summary>
public sealed record NothingTwice() : Invariant("I2", "nothing is posted twice")
{
    private const string DeliveredSql = "select destination, remote_id from publisher.delivery where action in ('publish', 'correct') and state = 'delivered' and destination <> 'site'";

    public override async Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence)
    {
        List<string> wrong =
        [
            .. evidence.Posts.GroupBy(post => (post.Network, post.Account, post.About))
                .Where(same => same.Key.About is not null && same.Count() > 1)
                .Select(same => $"{same.Count()} posts of {same.Key.About} by {same.Key.Account} on {same.Key.Network}"),
            .. evidence.Posts.Where(post => post.About is null).Select(post => $"{post.Network} shows what nobody wrote: {post.Id}"),
        ];
        var ids = evidence.Posts.Select(post => post.Id).ToHashSet(StringComparer.Ordinal);
        var delivered = await evidence.Stage.World.Server.Judge("publisher").QueryAsync(DeliveredSql, [], row => (Channel: row.GetString(0), Id: row.NullableText("remote_id")), CancellationToken.None);
        // A corrected event has several posts on some networks, and their ids stand joined.
        wrong.AddRange(delivered.Where(one => one.Id is null || !one.Id.Split('+').All(ids.Contains)).Select(one => $"{one.Channel} is said to be delivered as {one.Id}, and the network knows nothing of it"));
        return wrong;
    }

    public override string Measured(Evidence evidence) => $"{evidence.Posts.Count} posts visible";
}
