namespace Akorda.Http;

/// <summary>What is wrong with a request's members, each under its JSON path (<c>$.media[0].alt</c>).</summary>
public sealed class Faults
{
    private readonly SortedDictionary<string, List<string>> byPath = new(StringComparer.Ordinal);

    /// <summary>True when nothing is wrong.</summary>
    public bool None => byPath.Count == 0;

    /// <summary>The faults as they stand in the problem document.</summary>
    public IReadOnlyDictionary<string, List<string>> ByPath => byPath;

    /// <summary>Adds a fault.</summary>
    public void Add(string path, string rule)
    {
        if (!byPath.TryGetValue(path, out var rules)) byPath[path] = rules = [];
        rules.Add(rule);
    }

    /// <summary>Adds a fault when a rule found one.</summary>
    public void AddIf(string path, string? rule)
    {
        if (rule is not null) Add(path, rule);
    }
}
