using System.Globalization;

namespace Akorda.Publisher.Channels.X;

/// <summary>The posts of one event on one account, oldest first: corrections are posts of their own, and a withdrawal takes all of them back. Kept as one remote id, joined by "+".</summary>
internal static class PostIds
{
    /// <summary>Reads a remote id.</summary>
    public static IReadOnlyList<string> Read(string? remoteId) => remoteId?.Split('+', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Writes a remote id.</summary>
    public static string Write(IEnumerable<string> posts) => string.Join('+', posts.Distinct());

    /// <summary>The greatest: ids of X grow with time.</summary>
    public static string? Newest(IEnumerable<string> posts) => posts.MaxBy(post => ulong.TryParse(post, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
}
