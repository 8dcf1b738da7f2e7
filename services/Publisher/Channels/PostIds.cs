namespace Akorda.Publisher.Channels;

/// <summary>The posts of one event on one account, oldest first, where corrections are posts of their own: a withdrawal takes all of them back. Kept as one remote id, joined by "+".</summary>
internal static class PostIds
{
    /// <summary>Reads a remote id.</summary>
    public static IReadOnlyList<string> Read(string? remoteId) => remoteId?.Split('+', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Writes a remote id.</summary>
    public static string Write(IEnumerable<string> posts) => string.Join('+', posts.Distinct());
}
