using System.Text.RegularExpressions;

namespace Akorda.Http;

/// <summary>What is wrong with a request's members, each under its JSON path (<c>$.media[0].alt</c>).</summary>
public sealed partial class Faults
{
    private readonly SortedDictionary<string, List<string>> byPath = new(StringComparer.Ordinal);

    /// <summary>True when nothing is wrong.</summary>
    public bool None => byPath.Count == 0;

    /// <summary>The faults as they stand in the problem document.</summary>
    public IReadOnlyDictionary<string, List<string>> ByPath => byPath;

    /// <summary>The same faults, in the same order, for programs.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FaultCode>> Codes => byPath.ToDictionary(fault => fault.Key, IReadOnlyList<FaultCode> (fault) => [.. fault.Value.Select(CodeOf)]);

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

    /// <summary>A rule for programs. It is a sentence with values in it; without them the sentence names the rule, and a test knows all of a draft's.</summary>
    public static FaultCode CodeOf(string rule)
    {
        var values = Value().Matches(rule).Select(value => value.Groups["value"].Value);
        return new FaultCode(Between().Replace(Value().Replace(rule, " ").ToLowerInvariant(), "-").Trim('-'), [.. values]);
    }

    // Where a line, a number, a character's code, an id, or a word in quotation marks stands.
    [GeneratedRegex(@"^line (?<value>[0-9]+): |(?<![\p{L}0-9])'(?<value>[^']*)'|\b(?<value>U\+[0-9A-F]{4,6}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]+)\b")]
    private static partial Regex Value();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Between();
}

/// <summary>A fault for programs, that word it in a person's language.</summary>
/// <param name="Code">Names the rule, such as <c>must-be-at-most-characters</c>.</param>
/// <param name="Args">The values in it, in order, such as <c>300</c>.</param>
public sealed record FaultCode(string Code, IReadOnlyList<string> Args);
