namespace Akorda.Faults.Invariants;

/// <summary>Nobody sees a text before a second person began to approve exactly it.</summary>
public sealed record NothingUnauthorised() : Invariant("I3", "nothing is published without authority")
{
    public override Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence) => Task.FromResult<IReadOnlyList<string>>(
    [
        .. from told in evidence.Told
           where !(told.Event.ApprovedAt(told.Post.Language, told.Revision) <= told.Post.At)
           select $"{told.Post.Network} {told.Post.Language} shows revision {told.Revision} of event {told.Event.Ordinal}, which nobody had approved",
    ]);
}
