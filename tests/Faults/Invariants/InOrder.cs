namespace Akorda.Faults.Invariants;

/// <summary>An older revision never follows a newer one, and nothing is posted of an event that was taken back.</summary>
public sealed record InOrder() : Invariant("I6", "newer follows older, and a withdrawal ends it")
{
    // What had left when the withdrawal was answered may still arrive: a request is given this long.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(10);

    public override Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence)
    {
        var backwards = evidence.Told.GroupBy(told => (told.Post.Network, told.Post.Account, told.Event.Ordinal))
            .Where(same => !IsRising(same.OrderBy(told => told.Post.At).Select(told => told.Revision).ToList()))
            .Select(same => $"{same.Key.Account} on {same.Key.Network} shows event {same.Key.Ordinal} in the wrong order");
        var late = evidence.Told.Where(told => told.Event.WithdrawnAt + OnItsWay < told.Post.At)
            .Select(told => $"{told.Post.Network} showed event {told.Event.Ordinal} after it was taken back");
        return Task.FromResult<IReadOnlyList<string>>([.. backwards, .. late]);
    }

    private static bool IsRising(IReadOnlyList<int> revisions) => revisions.SequenceEqual(revisions.Order());
}
