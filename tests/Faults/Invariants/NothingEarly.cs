namespace Akorda.Faults.Invariants;

/// <summary>No byte of an embargoed event anywhere before its instant.</summary>
public sealed record NothingEarly() : Invariant("I5", "nothing is published early")
{
    public override Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence) => Task.FromResult<IReadOnlyList<string>>(
    [
        .. from told in evidence.Told
           let early = told.Event.Embargo - told.Post.At
           where early > TimeSpan.Zero
           select $"{told.Post.Network} showed event {told.Event.Ordinal} {early.GetValueOrDefault().TotalSeconds:0.0} s early",
    ]);

    public override string Measured(Evidence evidence) => $"{evidence.Accepted.Count(one => one.Embargo is not null)} events under embargo";
}
