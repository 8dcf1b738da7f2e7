using Akorda.Texts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Blip = DocumentFormat.OpenXml.Drawing.Blip;
using DrawnPicture = DocumentFormat.OpenXml.Drawing.Pictures.Picture;
using ImageData = DocumentFormat.OpenXml.Vml.ImageData;
using Shape = DocumentFormat.OpenXml.Vml.Shape;

namespace Akorda.Ingestion.Word;

/// <summary>A picture of a Word file, with the id that it has in the body.</summary>
/// <param name="Alt">What the file says that it shows; empty when it does not.</param>
internal sealed record WordPicture(Guid Id, byte[] Bytes, string Alt);

/// <summary>The pictures of a Word file that lie in it. One that only is an address is never fetched.</summary>
internal sealed class WordPictures(Func<Guid> newId, ISet<string> leftOut)
{
    private const int MaxPictures = 200;
    private const int MaxBytes = 25 * 1024 * 1024;
    private const int MaxAlt = 1_000;

    private readonly Dictionary<Uri, WordPicture> found = [];
    private readonly List<WordPicture> all = [];

    /// <summary>Every picture once, in the order of their first places.</summary>
    public IReadOnlyList<WordPicture> All => all;

    /// <summary>The pictures of a drawing, new (DrawingML) or old (VML), without those of boxes in it.</summary>
    public IEnumerable<TextBlock.Picture> In(OpenXmlElement drawing, MainDocumentPart main)
    {
        foreach (var element in drawing.Descendants().Where(element => element is Blip or ImageData && !element.Ancestors<TextBoxContent>().Any(box => box.Ancestors().Contains(drawing))))
        {
            var (embedded, alt) = element switch
            {
                Blip blip => (blip.Embed?.Value, AltOf(blip, drawing)),
                ImageData image => (image.RelationshipId?.Value, image.Ancestors<Shape>().FirstOrDefault()?.Alternate?.Value ?? ""),
                _ => (null, ""),
            };
            if (embedded is not null && main.TryGetPartById(embedded, out var part) && part is ImagePart && Find(part, alt) is { } picture) yield return new TextBlock.Picture(picture.Id);
            else leftOut.Add(WordText.LeftOutPictures);
        }
    }

    private WordPicture? Find(OpenXmlPart part, string alt)
    {
        if (found.TryGetValue(part.Uri, out var known)) return known;
        if (found.Count == MaxPictures) return null;
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        if (bytes.Length > MaxBytes) return null;
        var words = string.Join(' ', PlainText.Clean(alt).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        all.Add(found[part.Uri] = new WordPicture(newId(), bytes.ToArray(), PlainText.FaultOfLine(words, MaxAlt) is null ? words : ""));
        return all[^1];
    }

    // In a group each picture may have its own; usually the drawing has one for all.
    private static string AltOf(Blip blip, OpenXmlElement drawing) =>
        blip.Ancestors<DrawnPicture>().FirstOrDefault()?.NonVisualPictureProperties?.NonVisualDrawingProperties?.Description?.Value is { Length: > 0 } own
            ? own
            : drawing.Descendants<DocProperties>().FirstOrDefault()?.Description?.Value ?? "";
}
