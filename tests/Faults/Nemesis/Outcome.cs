namespace Akorda.Faults.Nemesis;

/// <summary>What came of one fault or one invariant.</summary>
/// <param name="Name">Such as <c>F8 PostgreSQL crashed and restarted</c>.</param>
/// <param name="Holds">Green.</param>
/// <param name="Detail">The proof, or what is wrong.</param>
public sealed record Outcome(string Name, bool Holds, string Detail)
{
    public override string ToString() => $"{(Holds ? "ok " : "RED")}  {Name,-62} {Detail}";
}
