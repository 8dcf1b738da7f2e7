namespace Akorda.Faults.Invariants;

/// <summary>At the end each page shows the newest approved revision whole, and a withdrawn one nothing. What was wrong in between, the crawler wrote down.</summary>
public sealed record OnlyWhatWasApproved() : Invariant("I4", "exactly the approved revision is shown")
{
    public override async Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence)
    {
        List<string> wrong = [];
        foreach (var one in evidence.Accepted.Where(one => one.DoneAt is not null))
        {
            var expected = one.WithdrawnAt is null ? one.Revision : 0;
            foreach (var (language, shown) in await evidence.Crawler.LookAsync(one, CancellationToken.None))
                if (shown != (one.Languages.Contains(language) ? expected : 0)) wrong.Add($"{one.Path(language)} shows revision {shown}, not {expected}");
        }
        return wrong;
    }

    public override string Measured(Evidence evidence) => $"{evidence.Crawler.Looks} looks at the site";
}
