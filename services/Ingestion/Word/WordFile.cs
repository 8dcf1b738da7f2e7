using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Akorda.Ingestion.Word;

/// <summary>Opens a .docx that anybody may have made: before the library sees it, it is known to unfold into little and to be nested like a text.</summary>
internal static class WordFile
{
    private const int MaxEntries = 5_000;
    private const long MaxUnpacked = 200 * 1024 * 1024;
    private const long MaxPart = 32 * 1024 * 1024;
    private const int MaxDepth = 256;

    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, MaxCharactersInDocument = MaxPart,
    };

    /// <summary>True for what begins like a zip.</summary>
    public static bool IsZip(ReadOnlySpan<byte> file) => file is [(byte)'P', (byte)'K', 3, 4, ..];

    /// <summary>Reads a file's text.</summary>
    /// <returns>The text, or why the file holds none.</returns>
    public static (WordText? Text, string? Fault) Read(byte[] file, Func<Guid> newId, CancellationToken ct)
    {
        try
        {
            if (FaultOf(file, ct) is { } fault) return (null, fault);
            using var stream = new MemoryStream(file, writable: false);
            using var document = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = MaxPart });
            if (document.DocumentType != WordprocessingDocumentType.Document || document.MainDocumentPart is not { Document.Body: { } body } main) return (null, "is no Word document");
            return (WordText.Read(body, main, newId, ct), null);
        }
        // The library has a dozen ways to say that a file is broken, and none of them is ours.
        catch (Exception broken) when (broken is not (OperationCanceledException or OutOfMemoryException))
        {
            return (null, "cannot be read as a Word document");
        }
    }

    private static string? FaultOf(byte[] file, CancellationToken ct)
    {
        using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MaxEntries) return "holds too many parts";
        var left = MaxUnpacked;
        foreach (var entry in zip.Entries)
        {
            ct.ThrowIfCancellationRequested();
            using (var counted = entry.Open()) left -= Length(counted, left, ct);
            if (left < 0) return "unfolds into more than 200 MiB";
            using var read = entry.Open();
            if (DepthOf(read, entry.FullName) > MaxDepth) return "is nested too deeply";
        }
        return null;
    }

    // What an entry says about its length is only what it says.
    private static long Length(Stream stream, long most, CancellationToken ct)
    {
        var (length, buffer) = (0L, new byte[81_920]);
        for (var read = stream.Read(buffer); read > 0 && length <= most; read = stream.Read(buffer))
        {
            ct.ThrowIfCancellationRequested();
            length += read;
        }
        return length;
    }

    // Which parts are XML is for another part to say, so each is asked; one whose name promises it must be.
    private static int DepthOf(Stream part, string name)
    {
        var depth = 0;
        try
        {
            using var xml = XmlReader.Create(part, Strict);
            while (depth <= MaxDepth && xml.Read()) depth = Math.Max(depth, xml.Depth);
        }
        catch (XmlException) when (!name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
        {
            // A picture, or what the library will refuse at the same place.
        }
        return depth;
    }
}
