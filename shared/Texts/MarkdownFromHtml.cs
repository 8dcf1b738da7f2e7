namespace Akorda.Texts;

/// <summary>Reads HTML that somebody pasted, from Word, Google Docs or a page, as a body within the Markdown profile. What the profile does not know is its text.</summary>
public static class MarkdownFromHtml
{
    /// <summary>The body; always within the profile, whatever the HTML is.</summary>
    public static string Convert(string html) => MarkdownFromBlocks.Write(HtmlBlocks.Read(html));
}
