using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using SkiaSharp;

namespace Akorda.Ingestion.Tests;

public sealed class ImportingAWordFile(Newsroom newsroom)
{
    [Fact]
    public async Task That_is_whole_creates_a_draft()
    {
        var file = WordFiles.Of(
            WordFiles.P("12 қараша 2026 жыл") + WordFiles.P("Мемлекет басшысы кездесу өткізді", "a3")
            + "<w:p><w:r><w:t xml:space=\"preserve\">Бірінші </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>қалың</w:t></w:r><w:r><w:t xml:space=\"preserve\"> және </w:t></w:r><w:r><w:rPr><w:i/><w:b w:val=\"0\"/></w:rPr><w:t>көлбеу</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"strong\"/></w:rPr><w:t xml:space=\"preserve\"> күшті</w:t></w:r><w:r><w:t>*.</w:t><w:br/><w:t>Жол</w:t></w:r></w:p>"
            + WordFiles.P("Келіссөздер", "own")
            + WordFiles.P("Дәйексөз", "21") + WordFiles.P("— Сөйлеуші", "21")
            + WordFiles.Item("бір", 1) + WordFiles.Item("ішкі", 1, 1) + WordFiles.P("екі", "bulleted")
            + WordFiles.Item("үш", 2) + WordFiles.P("Арасында") + WordFiles.Item("төрт", 2)
            + "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + WordFiles.P("Көрсеткіш") + "</w:tc></w:tr><w:tr><w:tc>" + WordFiles.P("ЖІӨ") + WordFiles.P("өсімі") + "</w:tc><w:tc>" + WordFiles.P("5,1 %") + "</w:tc></w:tr></w:tbl>"
            + "<w:p><w:hyperlink r:id=\"web\"><w:r><w:t>сайтта</w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\"> </w:t></w:r><w:hyperlink r:id=\"plain\"><w:r><w:t>мұнда</w:t></w:r></w:hyperlink>"
            + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"mailto:press@akorda.kz\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t xml:space=\"preserve\"> хат</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
            main =>
            {
                main.AddHyperlinkRelationship(new Uri("https://www.akorda.kz/kk"), true, "web");
                main.AddHyperlinkRelationship(new Uri("http://www.akorda.kz/kk"), true, "plain");
            });
        using var answer = await ImportAsync(file, "language=kk&occurredOn=2026-11-12&rubric=statements");
        var draft = await Newsroom.Read(answer, HttpStatusCode.Created);
        Assert.Equal($"/api/drafts/{draft["id"]}", answer.Headers.Location?.ToString());
        Assert.Equal("\"1\"", answer.Headers.ETag?.Tag);
        Assert.False(answer.Headers.Contains("Import-Left-Out"));
        Assert.True(JsonNode.DeepEquals(draft, await newsroom.GetAsync(draft)));
        Assert.Equal("Мемлекет басшысы кездесу өткізді", (string?)draft["title"]);
        Assert.Equal(("kk", "events", "statements", "2026-11-12"), ((string?)draft["language"], (string?)draft["section"], (string?)draft["rubric"], (string?)draft["occurredOn"]));
        Assert.Equal(
            """
            12 қараша 2026 жыл

            Бірінші **қалың** және *көлбеу* **күшті**\*.\
            Жол

            ## Келіссөздер

            > Дәйексөз
            >
            > — Сөйлеуші

            - бір
              - ішкі
            - екі

            3. үш

            Арасында

            4. төрт

            | Көрсеткіш |  |
            | --- | --- |
            | ЖІӨ өсімі | 5,1 % |

            [сайтта](https://www.akorda.kz/kk) мұнда [хат](mailto:press@akorda.kz)
            """,
            (string?)draft["body"]);
        Assert.Equal("draft-created", (string?)Assert.Single(await newsroom.TimelineAsync(draft))["step"]);
        await newsroom.SubmitAsync(draft);
    }

    [Fact]
    public async Task Takes_today_in_Almaty_and_the_first_rubric_where_nothing_is_said()
    {
        using var answer = await ImportAsync(WordFiles.Of(WordFiles.P("Title", "1") + WordFiles.P("Text")), "language=en");
        var draft = await Newsroom.Read(answer, HttpStatusCode.Created);
        Assert.Equal(("events", "akorda"), ((string?)draft["section"], (string?)draft["rubric"]));
        var today = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty"));
        Assert.Contains((string)draft["occurredOn"]!, (string[])[$"{today:yyyy-MM-dd}", $"{today.AddMinutes(-5):yyyy-MM-dd}"]);
    }

    [Fact]
    public async Task Finds_its_title_where_an_author_puts_it()
    {
        var sentence = "The President received ambassadors of five countries.";
        var paragraph = sentence + " " + new string('a', 300) + ".";
        var endless = string.Concat(Enumerable.Repeat("word ", 100)).Trim();
        foreach (var (body, title, text) in ((string, string, string)[])
        [
            (WordFiles.P("Dateline") + WordFiles.P("Heading", "1") + WordFiles.P("Text"), "Heading", "Dateline\n\nText"),
            (WordFiles.P("Begins so", "2") + WordFiles.P("Text"), "Begins so", "Text"),
            (WordFiles.P("First line") + WordFiles.P("Text") + WordFiles.P("Only below", "2") + WordFiles.P("More"), "First line", "Text\n\n## Only below\n\nMore"),
            (WordFiles.P(paragraph) + WordFiles.P("Text"), sentence, paragraph + "\n\nText"),
            (WordFiles.P(endless) + WordFiles.P("Text"), endless[..294] + "…", endless + "\n\nText"),
            (WordFiles.P("Alone in the file"), "Alone in the file", "Alone in the file"),
        ])
        {
            using var answer = await ImportAsync(WordFiles.Of(body), "language=en");
            var draft = await Newsroom.Read(answer, HttpStatusCode.Created);
            Assert.Equal(title, (string?)draft["title"]);
            Assert.Equal(text, (string?)draft["body"]);
        }
    }

    [Fact]
    public async Task Takes_changes_as_accepted_and_leaves_the_apparatus_out()
    {
        var file = WordFiles.Of(
            WordFiles.P("Title", "a3") + WordFiles.P("Contents 1", "11")
            + "<w:p><w:ins><w:r><w:t>Added</w:t></w:r></w:ins><w:del><w:r><w:delText>Taken away</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>Moved</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:t>&#160;words</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:smartTag w:element=\"place\"><w:smartTagPr/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> of Astana&#x200B;.</w:t></w:r></w:smartTag></w:p>"
            + "<w:sdt><w:sdtContent>" + WordFiles.P("In a control") + "</w:sdtContent></w:sdt>"
            + "<w:tbl><w:tr><w:tc>" + WordFiles.P("In a frame", "2") + "</w:tc></w:tr></w:tbl>"
            + "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><a:graphic><a:graphicData uri=\"x\"><wps:wsp><wps:txbx><w:txbxContent>" + WordFiles.P("In a box") + "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>" + WordFiles.P("In a box") + "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
            + "<w:sectPr/>");
        using var answer = await ImportAsync(file, "language=en");
        Assert.Equal("Added words of Astana.\n\nIn a control\n\n## In a frame\n\nIn a box", (string?)(await Newsroom.Read(answer, HttpStatusCode.Created))["body"]);
        Assert.Equal("notes", Assert.Single(answer.Headers.GetValues("Import-Left-Out")));
    }

    [Fact]
    public async Task Makes_photographs_of_its_described_pictures_where_they_stand()
    {
        var file = WordFiles.Of(
            WordFiles.P("Title", "a3")
            + "<w:p><w:r><w:t>Before</w:t></w:r>" + WordFiles.Picture("r:embed=\"one\"", "Two people&#10; shake hands") + "<w:r><w:t>after</w:t></w:r></w:p>"
            + "<w:p>" + WordFiles.Picture("r:embed=\"two\"", "A hall") + WordFiles.Picture("r:embed=\"one\"", null) + "</w:p>",
            main =>
            {
                main.Embed("one", Pictures.Of(SKEncodedImageFormat.Jpeg), ImagePartType.Jpeg);
                main.Embed("two", Pictures.Of(SKEncodedImageFormat.Png, 10, 10), ImagePartType.Png);
            });
        using var answer = await ImportAsync(file, "language=en");
        var draft = await Newsroom.Read(answer, HttpStatusCode.Created);
        var media = draft["media"]!.AsArray();
        Assert.Equal(["Two people shake hands", "A hall"], media.Select(one => (string)one!["alt"]!));
        var (first, second) = ((string)media[0]!["id"]!, (string)media[1]!["id"]!);
        Assert.Equal($"Before\n\n![](media:{first})\n\nafter\n\n![](media:{second})\n\n![](media:{first})", (string?)draft["body"]);
        using var picture = SKBitmap.Decode(await newsroom.Editor.GetByteArrayAsync(new Uri($"/api/media/{second}", UriKind.Relative)));
        Assert.Equal((10, 10), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task With_an_undescribed_picture_becomes_the_persons_working_copy()
    {
        using var editor = newsroom.Host.As("zarina", "editor");
        var file = WordFiles.Of(WordFiles.P("Title", "a3") + WordFiles.P("Text") + "<w:p>" + WordFiles.Picture("r:embed=\"one\"", null) + "</w:p>", main => main.Embed("one", Pictures.Of(SKEncodedImageFormat.Webp), new PartTypeInfo("image/webp", ".webp")));
        using var answer = await ImportAsync(file, "language=ru", editor);
        var copy = await Newsroom.Read(answer, HttpStatusCode.OK);
        Assert.True((bool)copy["workingCopy"]!);
        Assert.Equal("", (string?)copy["draft"]!["media"]![0]!["alt"]);
        using var kept = await editor.GetAsync(new Uri("/api/drafts/new/working-copy", UriKind.Relative));
        Assert.Equal(answer.Headers.ETag, kept.Headers.ETag);
        Assert.True(JsonNode.DeepEquals(copy["draft"], (await Newsroom.Read(kept, HttpStatusCode.OK))["draft"]));

        // What they have in hand is not lost to another file.
        using var again = await ImportAsync(WordFiles.Of(WordFiles.P("Another", "a3") + "<w:p>" + WordFiles.Picture("r:embed=\"one\"", " ") + "</w:p>", main => main.Embed("one", Pictures.Of(SKEncodedImageFormat.Jpeg), ImagePartType.Jpeg)), "language=ru", editor);
        await Newsroom.Problem(again, 412, "stale");

        // Described, it is a draft.
        var finished = copy["draft"]!.DeepClone().AsObject();
        finished["media"]![0]!["alt"] = "Described";
        foreach (var member in finished.Where(member => member.Value is null).Select(member => member.Key).ToList()) finished.Remove(member);
        using var created = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", finished, by: editor);
        await Newsroom.Read(created, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Never_asks_any_address_in_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}/x.png");
        var file = WordFiles.Of(
            WordFiles.P("Title", "a3") + WordFiles.P("Text") + "<w:p>" + WordFiles.Picture("r:link=\"out\"", "x") + WordFiles.Picture("r:embed=\"out\"", "x") + "<w:r><w:pict><v:shape><v:imagedata r:id=\"out\"/></v:shape></w:pict></w:r></w:p><w:altChunk r:id=\"chunk\"/>",
            main =>
            {
                main.AddExternalRelationship("http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", address, "out");
                main.AddExternalRelationship("http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", address, "template");
                main.AddExternalRelationship("http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk", address, "chunk");
            });
        using var answer = await ImportAsync(file, "language=en");
        Assert.Equal("Text", (string?)(await Newsroom.Read(answer, HttpStatusCode.Created))["body"]);
        Assert.Equal("objects, pictures", Assert.Single(answer.Headers.GetValues("Import-Left-Out")));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Leaves_out_pictures_that_no_photograph_can_be_made_of()
    {
        var file = WordFiles.Of(
            WordFiles.P("Title", "a3") + WordFiles.P("Text") + "<w:p>" + WordFiles.Picture("r:embed=\"one\"", "x") + WordFiles.Picture("r:embed=\"two\"", "x") + WordFiles.Picture("r:embed=\"none\"", "x") + "</w:p>",
            main =>
            {
                main.Embed("one", [0xFF, 0xD8, 0xFF, 1, 2, 3], ImagePartType.Jpeg);
                main.Embed("two", Encoding.ASCII.GetBytes("GIF89a"), ImagePartType.Gif);
            });
        using var answer = await ImportAsync(file, "language=en");
        var draft = await Newsroom.Read(answer, HttpStatusCode.Created);
        Assert.Equal("Text", (string?)draft["body"]);
        Assert.Empty(draft["media"]!.AsArray());
        Assert.Equal("pictures", Assert.Single(answer.Headers.GetValues("Import-Left-Out")));
    }

    [Fact]
    public async Task Opens_in_spite_of_an_address_that_is_none()
    {
        var file = WordFiles.Of(WordFiles.P("Title", "a3") + "<w:p><w:hyperlink r:id=\"web\"><w:r><w:t>words</w:t></w:r></w:hyperlink></w:p>", main => main.AddHyperlinkRelationship(new Uri("https://akorda.kz/"), true, "web"));
        foreach (var bad in (string[])["mailto:press office@", "http://", "https://[::", "file:///\\\\$X$\\y", "javascript:alert(1)"])
        {
            var relationships = $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"web\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"{bad}\" TargetMode=\"External\"/></Relationships>";
            using var answer = await ImportAsync(WordFiles.With(file, "word/_rels/document.xml.rels", Encoding.UTF8.GetBytes(relationships)), "language=en");
            Assert.Equal("words", (string?)(await Newsroom.Read(answer, HttpStatusCode.Created))["body"]);
        }
    }

    [Fact]
    public async Task Is_done_once_however_often_it_is_asked_for()
    {
        var file = WordFiles.Of(WordFiles.P("Title", "a3") + WordFiles.P("Text"));
        using var first = await ImportAsync(file, "language=en", key: "import-1");
        using var again = await ImportAsync(file, "language=en", key: "import-1");
        Assert.Equal((string?)(await Newsroom.Read(first, HttpStatusCode.Created))["id"], (string?)(await Newsroom.Read(again, HttpStatusCode.Created))["id"]);
        using var other = await ImportAsync(file, "language=ru", key: "import-1");
        await Newsroom.Problem(other, 422, "idempotency-key-reused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("language=xx")]
    [InlineData("language=kk&section=sport")]
    [InlineData("language=kk&rubric=sport")]
    [InlineData("language=kk&occurredOn=yesterday")]
    public async Task Needs_to_know_what_it_is(string query)
    {
        using var answer = await ImportAsync(WordFiles.Of(WordFiles.P("Title")), query);
        await Newsroom.Problem(answer, 400, "bad-query");
    }

    [Fact]
    public async Task Is_for_editors()
    {
        using var translator = newsroom.Host.As("dana", "translator");
        using var answer = await ImportAsync(WordFiles.Of(WordFiles.P("Title")), "language=kk", translator);
        await Newsroom.Problem(answer, 403, "forbidden");
    }

    private Task<HttpResponseMessage> ImportAsync(byte[] file, string query, HttpClient? by = null, string? key = null) => newsroom.ImportAsync(WordFiles.Form(file), query, by, key);
}
