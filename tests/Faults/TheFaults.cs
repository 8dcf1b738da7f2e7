[assembly: AssemblyFixture(typeof(Akorda.Faults.TheRun))]

namespace Akorda.Faults;

/// <summary>Each fault of the run bit, was healed, and events went through again.</summary>
public sealed class TheFaults(TheRun run)
{
    public static TheoryData<string> Names => [.. TheRun.Faults.Select(fault => $"{fault.Row} {fault.Name}")];

    [Theory, MemberData(nameof(Names))]
    public void Bites_and_heals(string fault)
    {
        var outcomes = run.Outcomes.Where(outcome => outcome.Name == fault).ToList();
        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, outcome => Assert.True(outcome.Holds, outcome.ToString()));
    }
}
