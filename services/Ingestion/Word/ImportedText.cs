using System.Text.RegularExpressions;
using Akorda.Ingestion.Drafts;
using Akorda.Texts;

namespace Akorda.Ingestion.Word;

/// <summary>A Word file's text parted into title and body. Pure.</summary>
internal sealed partial record ImportedText(string Title, string Body)
{
    /// <summary>Takes the title out of the blocks: what the file calls so, else its first paragraph. Of one that is too long for a title only the first sentence is, and the whole stays in the body.</summary>
    public static ImportedText Of(IReadOnlyList<TextBlock> blocks, TextBlock? titled)
    {
        var source = titled ?? blocks.FirstOrDefault(block => block is TextBlock.Paragraph);
        if (source is null) return new ImportedText("", MarkdownFromBlocks.Write(blocks));
        var words = Line(source);
        var body = MarkdownFromBlocks.Write([.. blocks.Where(block => !ReferenceEquals(block, source))]);
        if (PlainText.FaultOfLine(words, Draft.Title) is null && (titled is not null || body.Length > 0)) return new ImportedText(words, body);
        return new ImportedText(Shortened(words), MarkdownFromBlocks.Write(blocks));
    }

    private static string Line(TextBlock block) =>
        string.Join(' ', PlainText.Clean(string.Concat(block.Words.Select(run => run.Text))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Shortened(string words)
    {
        var sentence = Sentence().Match(words) is { Success: true } match ? match.Value : words;
        if (PlainText.FaultOfLine(sentence, Draft.Title) is null) return sentence;
        var most = string.Concat(sentence.EnumerateRunes().Take(Draft.Title - 1));
        var space = most.LastIndexOf(' ');
        return (space > 0 ? most[..space] : most) + "…";
    }

    [GeneratedRegex(@"^.+?[.!?…]+[»”""']?(?= |$)")]
    private static partial Regex Sentence();
}
