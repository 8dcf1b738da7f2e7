using System.Text;
using System.Text.RegularExpressions;
using Akorda.Texts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Akorda.Ingestion.Word;

/// <summary>Reads what stands in paragraphs: words with their look, and between them pictures and boxes.</summary>
internal sealed partial class WordRuns(MainDocumentPart main, WordStyles styles, WordPictures pictures, ISet<string> leftOut)
{
    // Fields reach over runs, and sometimes over paragraphs: what they show is text, what they say is not.
    private readonly Stack<Field> fields = new();
    private List<object> parts = [];

    /// <summary>The parts of a paragraph in order: a <see cref="TextRun"/>, a <see cref="TextBlock.Picture"/>, or a <see cref="TextBoxContent"/>.</summary>
    public IReadOnlyList<object> Read(OpenXmlElement paragraph)
    {
        parts = [];
        Children(paragraph, null);
        return parts;
    }

    private void Inline(OpenXmlElement element, string? link)
    {
        switch (element)
        {
            case ParagraphProperties or DeletedRun or MoveFromRun:
                break;
            case Run run:
                Run(run, link);
                break;
            case Hyperlink hyperlink:
                Children(hyperlink, AddressOf(hyperlink) ?? link);
                break;
            case SimpleField field:
                Children(field, AddressIn(field.Instruction?.Value) ?? link);
                break;
            case AlternateContent choice:
                Children(Chosen(choice), link);
                break;
            case DocumentFormat.OpenXml.Math.Text words:
                leftOut.Add(WordText.Objects);
                parts.Add(new TextRun(words.Text));
                break;
            // Smart tags, which the library has forgotten: what is in them it does not know either, but words are words.
            case OpenXmlUnknownElement { LocalName: "t" }:
                Words(element.InnerText, null, link);
                break;
            case OpenXmlUnknownElement { LocalName: "del" or "moveFrom" }:
                break;
            case OpenXmlCompositeElement:
                Children(element, link);
                break;
        }
    }

    private void Children(OpenXmlElement? element, string? link)
    {
        foreach (var child in element?.ChildElements ?? []) Inline(child, link);
    }

    private void Run(Run run, string? link)
    {
        if (run.RunProperties?.Vanish is { } hidden && (hidden.Val?.Value ?? true)) return;
        foreach (var child in run.ChildElements) InRun(child, run.RunProperties, link);
    }

    private void InRun(OpenXmlElement element, RunProperties? properties, string? link)
    {
        switch (element)
        {
            case Text text:
                Words(text.Text, properties, link);
                break;
            case TabChar or PositionalTab:
                Words(" ", properties, link);
                break;
            case CarriageReturn:
                Words("\n", properties, link);
                break;
            case Break lineBreak:
                Words(lineBreak.Type is null || lineBreak.Type.Value == BreakValues.TextWrapping ? "\n" : " ", properties, link);
                break;
            case NoBreakHyphen:
                Words("-", properties, link);
                break;
            case FieldChar mark:
                Follow(mark);
                break;
            case FieldCode code when fields.TryPeek(out var field):
                field.Code.Append(code.Text);
                break;
            case FootnoteReference or EndnoteReference:
                leftOut.Add(WordText.Notes);
                break;
            case EmbeddedObject:
                leftOut.Add(WordText.Objects);
                break;
            case Drawing or Picture:
                parts.AddRange(pictures.In(element, main));
                parts.AddRange(element.Descendants<TextBoxContent>().Where(box => box.Ancestors<TextBoxContent>().All(outer => !outer.Ancestors().Contains(element))));
                break;
            case AlternateContent choice:
                foreach (var child in Chosen(choice)?.ChildElements ?? []) InRun(child, properties, link);
                break;
        }
    }

    private void Words(string text, RunProperties? properties, string? link)
    {
        if (fields.Any(field => !field.IsShown)) return;
        var (bold, italic) = styles.LookOf(properties);
        parts.Add(new TextRun(text, bold, italic, link ?? fields.Select(field => field.Link).FirstOrDefault(address => address is not null)));
    }

    private void Follow(FieldChar mark)
    {
        if (mark.FieldCharType is not { } type) return;
        if (type.Value == FieldCharValues.Begin) fields.Push(new Field());
        else if (type.Value == FieldCharValues.End) fields.TryPop(out _);
        else if (fields.TryPeek(out var field)) (field.IsShown, field.Link) = (true, AddressIn(field.Code.ToString()));
    }

    // The newer way to say something, and beside it the older one for programs that do not know it.
    private static OpenXmlElement? Chosen(AlternateContent choice) => (OpenXmlElement?)choice.GetFirstChild<AlternateContentChoice>() ?? choice.GetFirstChild<AlternateContentFallback>();

    private string? AddressOf(Hyperlink hyperlink) =>
        hyperlink.Id?.Value is { } id ? main.HyperlinkRelationships.FirstOrDefault(relationship => relationship.Id == id)?.Uri.OriginalString : null;

    private static string? AddressIn(string? field) => field is null ? null : Address().Match(field) is { Success: true } address ? address.Groups[1].Value : null;

    [GeneratedRegex("^\\s*HYPERLINK\\s+\"([^\"]+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    private sealed class Field
    {
        public StringBuilder Code { get; } = new();
        public bool IsShown { get; set; }
        public string? Link { get; set; }
    }
}
