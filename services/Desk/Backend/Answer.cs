using System.Text.Json.Serialization;

namespace Akorda.Desk.Backend;

/// <summary>What a service answered: the value, or the problem in its place.</summary>
/// <param name="ETag">What to send in <c>If-Match</c> to change what was read.</param>
public sealed record Answer<T>(int Status, T? Value, Problem? Problem, string? ETag) where T : class
{
    /// <summary>The value of an answer that must be there; else the error page of its problem.</summary>
    /// <exception cref="RefusedException">The service refused.</exception>
    public T Required() => Value ?? throw new RefusedException(Problem ?? new Problem { Status = 502 });
}

/// <summary>A problem document (RFC 9457) as the services send them.</summary>
public sealed record Problem
{
    public int Status { get; init; }
    public string? Type { get; init; }
    public string? Title { get; init; }
    public string? Detail { get; init; }

    /// <summary>Rules that members break, by JSON path.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The stable short name, such as <c>task-held</c>.</summary>
    [JsonIgnore]
    public string Name => Type?[(Type.LastIndexOf('/') + 1)..] ?? Status switch
    {
        401 => "not-signed-in",
        403 => "forbidden",
        404 => "not-found",
        503 => "unavailable",
        _ => "internal",
    };
}

/// <summary>A service refused what a page cannot do without. The error page says why.</summary>
public sealed class RefusedException(Problem problem) : Exception(problem.Title)
{
    /// <summary>What the service said.</summary>
    public Problem Problem { get; } = problem;
}
