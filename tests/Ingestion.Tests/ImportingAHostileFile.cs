using System.IO.Compression;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;

namespace Akorda.Ingestion.Tests;

/// <summary>Files that somebody made to harm, or that only are called Word files: a problem, and nothing is created.</summary>
public sealed class ImportingAHostileFile(Newsroom newsroom)
{
    private static readonly byte[] Good = WordFiles.Of(WordFiles.P("Title", "a3") + WordFiles.P("Text"));

    [Fact]
    public async Task That_is_no_Word_file_is_refused_as_such()
    {
        foreach (var (file, name) in ((byte[], string)[])
        [
            ([], "a.docx"),
            ("Plain words"u8.ToArray(), "a.docx"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "a.docx"),
            ("%PDF-1.7"u8.ToArray(), "a.docx"),
            (Zip(), "a.docx"),
            (Good, "a.doc"), (Good, "a.docm"), (Good, "a.docx.exe"), (Good, "docx"),
        ])
        {
            using var answer = await newsroom.ImportAsync(WordFiles.Form(file, name), "language=en");
            await Newsroom.Problem(answer, 415, "unsupported-media-type");
        }
        using var json = await newsroom.ImportAsync(new StringContent("{}", Encoding.UTF8, "application/json"), "language=en");
        await Newsroom.Problem(json, 415, "unsupported-media-type");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Good), "other", "a.docx" } };
        using var field = await newsroom.ImportAsync(form, "language=en");
        await Newsroom.Problem(field, 400, "malformed");
    }

    [Fact]
    public async Task That_is_broken_is_refused_as_invalid()
    {
        var document = "word/document.xml";
        byte[] Body(string xml) => WordFiles.With(Good, document, Encoding.UTF8.GetBytes(xml));
        string Document(string body) => $"<w:document {WordFiles.Namespaces}><w:body>{body}</w:body></w:document>";
        var deep = string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 200_000)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 200_000));
        foreach (var file in (byte[][])
        [
            Good[..(Good.Length / 2)],
            [.. Good[..40], .. new byte[Good.Length - 40]],
            Zip(("a.txt", "words"u8.ToArray())),
            WordFiles.Of(WordFiles.P("Macros"), type: WordprocessingDocumentType.MacroEnabledDocument),
            WordFiles.Of(WordFiles.P("Template"), type: WordprocessingDocumentType.Template),
            WordFiles.Of(""),
            WordFiles.Of(WordFiles.P(" ")),
            WordFiles.Of(WordFiles.P("Title", "a3") + WordFiles.P(new string('a', 200_001))),
            Body(""),
            Body("<w:document"),
            Body("not XML"),
            Body("<x/>"),
            Body("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>" + Document(WordFiles.P("&b;"))),
            Body("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">" + Document(WordFiles.P("x"))),
            Body("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + Document(WordFiles.P("&a;"))),
            Body(Document(deep)),
            WordFiles.With(WordFiles.With(Good, "word/deep.bin", Encoding.UTF8.GetBytes(Document(deep))), "word/other.bin", [1]),
            WordFiles.With(Good, "[Content_Types].xml", "<x/>"u8.ToArray()),
            WordFiles.With(Good, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>"u8.ToArray()),
            WordFiles.With(Good, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"file:///etc/passwd\"/></Relationships>"u8.ToArray()),
            Zip([.. Enumerable.Range(0, 6_000).Select(i => ($"{i}.txt", Array.Empty<byte>()))]),
        ])
        {
            using var answer = await newsroom.ImportAsync(WordFiles.Form(file), "language=en");
            var problem = await Newsroom.Problem(answer, 422, "invalid");
            Assert.NotNull(problem["errors"]!["$.file"]);
        }
    }

    [Fact]
    public async Task That_unfolds_without_end_is_refused_before_it_does()
    {
        // A hundred megabytes of nothing in each of three parts; the last one says that it is small.
        var bomb = WordFiles.With(WordFiles.With(Good, "word/media/a.bin", new byte[110_000_000]), "word/media/b.bin", new byte[110_000_000]);
        using var answer = await newsroom.ImportAsync(WordFiles.Form(bomb), "language=en");
        var problem = await Newsroom.Problem(answer, 422, "invalid");
        Assert.Equal("unfolds into more than 200 MiB", (string?)problem["errors"]!["$.file"]![0]);
        using var xml = await newsroom.ImportAsync(WordFiles.Form(WordFiles.With(Good, "word/document.xml", Encoding.UTF8.GetBytes("<a>" + new string(' ', 40_000_000) + "</a>"))), "language=en");
        await Newsroom.Problem(xml, 422, "invalid");
    }

    [Theory]
    [InlineData(50 * 1024 * 1024 + 1)]
    [InlineData(52 * 1024 * 1024)]
    public async Task That_is_too_large_is_refused_as_such(int size)
    {
        var file = new byte[size];
        Good.CopyTo(file, 0);
        using var answer = await newsroom.ImportAsync(WordFiles.Form(file), "language=en");
        await Newsroom.Problem(answer, 413, "too-large");
    }

    [Fact]
    public async Task With_bytes_changed_anywhere_never_is_a_fault_of_ours()
    {
        var random = new Random(7);
        var plain = Stored(Good);
        for (var i = 0; i < 150; i++)
        {
            var file = (i % 2 == 0 ? plain : Good).ToArray();
            for (var change = 0; change < 3; change++) file[random.Next(4, file.Length)] = (byte)random.Next(256);
            using var answer = await newsroom.ImportAsync(WordFiles.Form(file), "language=en", newsroom.Host.As($"fuzz-{i}", "editor"));
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity]);
        }
    }

    // Uncompressed, so that a changed byte is a changed letter and not only a broken stream.
    private static byte[] Stored(byte[] file)
    {
        using var from = new ZipArchive(new MemoryStream(file));
        return Zip([.. from.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })]);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
