using System.Text.RegularExpressions;

namespace Akorda.Sandbox.Posts;

/// <summary>What a network takes for a link in a text.</summary>
public static partial class Addresses
{
    /// <summary>The links with their places.</summary>
    public static MatchCollection In(string text) => Address().Matches(text);

    [GeneratedRegex(@"https?://[^\s<>""]+[^\s<>"".,;:!?)»]")]
    private static partial Regex Address();
}
