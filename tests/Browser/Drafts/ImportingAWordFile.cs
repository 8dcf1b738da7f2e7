using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>A text that was written in Word.</summary>
public sealed class ImportingAWordFile(Office office)
{
    private const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_its_pictures_asks_for_what_is_missing_and_becomes_a_draft(bool script)
    {
        await using var editor = await office.PersonAsync("chief", script: script);
        await editor.BeginAsync();
        await editor.Page.GotoAsync("/drafts/import");
        await editor.Page.SetInputFilesAsync("#f-file", FileOf($"Word мәтіні {script}", withPicture: true));
        await editor.Page.ClickAsync("main form button");
        await editor.Expect(".done").ToContainTextAsync("Импортталды");
        await Assertions.Expect(editor.Field("title")).ToHaveValueAsync($"Word мәтіні {script}");
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync(new Regex(@"^Көрмеде \*\*жаңа жобалар\*\* таныстырылды\.\n\n!\[\]\(media:"));
        // Nobody says in Word what a picture shows: without it no draft is made.
        await editor.Page.ClickAsync(Writing.Save);
        await editor.Expect("#faults").ToContainTextAsync("1-сурет, Суреттің сипаттамасы");
        await editor.Page.FillAsync("[name='media.0.alt']", "Көрме залы");
        await editor.SaveAsync();
        await editor.Expect(".photograph img").ToHaveAttributeAsync("alt", "Көрме залы");

        // A whole text is a draft at once, in the language and rubric that were chosen.
        await editor.Page.GotoAsync("/drafts/import");
        await editor.Page.SelectOptionAsync("#f-language", "ru");
        await editor.Page.SelectOptionAsync("#f-rubric", "events/statements");
        await editor.Page.SetInputFilesAsync("#f-file", FileOf($"Заявление {script}", withPicture: false));
        await editor.Page.ClickAsync("main form button");
        await Assertions.Expect(editor.Page).ToHaveURLAsync(new Regex("/drafts/[0-9a-f-]{36}/edit\\?done=drafts.imported$"));
        await Assertions.Expect(editor.Field("language")).ToHaveValueAsync("ru");
        await Assertions.Expect(editor.Field("rubric")).ToHaveValueAsync("events/statements");
    }

    [Fact]
    public async Task That_is_none_is_refused_in_words()
    {
        await using var editor = await office.PersonAsync("editor", "ru", script: false);
        await editor.Page.GotoAsync("/drafts/import");
        await editor.Page.ClickAsync("main form button");
        await editor.Expect("#faults").ToContainTextAsync("Файл: выберите файл");
        await editor.Page.SetInputFilesAsync("#f-file", new FilePayload { Name = "text.docx", MimeType = WordType, Buffer = "no zip"u8.ToArray() });
        await editor.Page.ClickAsync("main form button");
        await editor.Expect("#faults").ToContainTextAsync("Это не файл Word (.docx)");
    }

    private static FilePayload FileOf(string title, bool withPicture)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            Add(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Add(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            Add(zip, "word/_rels/document.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.jpg"/></Relationships>""");
            Add(zip, "word/document.xml", $"""
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>
                <w:p><w:r><w:t>{title}</w:t></w:r></w:p>
                <w:p><w:r><w:t xml:space="preserve">Көрмеде </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>жаңа жобалар</w:t></w:r><w:r><w:t xml:space="preserve"> таныстырылды.</w:t></w:r></w:p>
                {(withPicture ? """<w:p><w:r><w:drawing><wp:inline><wp:extent cx="3000000" cy="2000000"/><wp:docPr id="1" name="Picture 1"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId5"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>""" : "")}
                <w:sectPr/></w:body></w:document>
                """);
            using var picture = zip.CreateEntry("word/media/image1.jpg").Open();
            picture.Write(Pictures.Hall());
        }
        return new FilePayload { Name = "text.docx", MimeType = WordType, Buffer = memory.ToArray() };
    }

    private static void Add(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(xml);
    }
}
