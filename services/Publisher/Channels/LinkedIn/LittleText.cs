using System.Text;
using System.Text.RegularExpressions;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.LinkedIn;

/// <summary>LinkedIn's "little text" (learn.microsoft.com, little text format): its signs stand for themselves only behind a backslash, and what comes after a bare one is cut off without a word.</summary>
internal static partial class LittleText
{
    /// <summary>The text with its signs escaped; links stay as they are.</summary>
    public static string Escape(string text)
    {
        var (escaped, from) = (new StringBuilder(), 0);
        foreach (var link in Links.Found(text))
        {
            escaped.Append(Signs().Replace(text[from..link.Index], @"\$0")).Append(link.Value);
            from = link.Index + link.Length;
        }
        return escaped.Append(Signs().Replace(text[from..], @"\$0")).ToString();
    }

    [GeneratedRegex(@"[\\|{}@\[\]()<>#*_~]")]
    private static partial Regex Signs();
}
