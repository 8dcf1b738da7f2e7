using System.Net;
using System.Security.Cryptography;
using Akorda.Approvals;
using Akorda.Texts;
using AngleSharp.Html.Parser;
using SkiaSharp;

namespace Akorda.Site.Tests;

public sealed class ShowingPhotographs(PressFixture fixture) : IClassFixture<PressFixture>
{
    private readonly Press press = fixture.Press;

    [Fact]
    public async Task Nobody_sees_one_before_a_release_names_it_nor_after_its_withdrawal()
    {
        var (id, bytes) = Photograph(1200, 800);
        Assert.Equal(HttpStatusCode.NoContent, (await press.PushMediumAsync(id, bytes)).StatusCode);
        foreach (var variant in new[] { "480.webp", "960.webp", "full.jpg" }) Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(id, variant));
        var documents = With(id, bytes);
        await press.ShowAsync(Press.PushOf(documents));
        foreach (var variant in new[] { "480.webp", "960.webp", "full.jpg" }) Assert.Equal(HttpStatusCode.OK, await StatusAsync(id, variant));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(id, "1600.webp"));
        await press.ShowAsync(Press.PushOf(documents, 2) with { Withdrawn = true });
        foreach (var variant in new[] { "480.webp", "960.webp", "full.jpg" }) Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(id, variant));
    }

    [Fact]
    public async Task One_of_two_events_stays_until_both_have_let_go_of_it()
    {
        var (id, bytes) = Photograph(600, 400);
        await press.PushMediumAsync(id, bytes);
        var (one, other) = (With(id, bytes), With(id, bytes));
        await press.ShowAsync(Press.PushOf(one));
        await press.ShowAsync(Press.PushOf(other));
        await press.ShowAsync(Press.PushOf(one, 2) with { Withdrawn = true });
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(id, "full.jpg"));
        await press.ShowAsync(Press.PushOf([.. other.Select(document => document with { Media = [] })], 2, 2));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(id, "full.jpg"));
    }

    [Fact]
    public async Task A_page_names_its_sizes_its_words_and_its_credit()
    {
        var (id, bytes) = Photograph(2000, 1000);
        await press.PushMediumAsync(id, bytes);
        var documents = With(id, bytes);
        await press.ShowAsync(Press.PushOf(documents));
        var page = new HtmlParser().ParseDocument(await press.ReadAsync(A.PathOf(documents[2])));
        var image = page.QuerySelector("article figure img")!;
        Assert.Equal(("In the hall", "2000", "1000", $"/media/{id}/full.jpg"), (image.GetAttribute("alt"), image.GetAttribute("width"), image.GetAttribute("height"), image.GetAttribute("src")));
        Assert.Equal("The meeting. Photo: Press service", page.QuerySelector("figcaption")!.TextContent);
        Assert.Equal(
            $"/media/{id}/480.webp 480w, /media/{id}/960.webp 960w, /media/{id}/1600.webp 1600w", page.QuerySelector("article source")!.GetAttribute("srcset"));
        using var picture = await press.GetAsync($"/media/{id}/960.webp");
        Assert.Equal("image/webp", picture.Content.Headers.ContentType!.MediaType);
        Assert.Contains(picture.Headers.CacheControl!.Extensions, extension => extension.Name == "immutable");
        using var decoded = SKBitmap.Decode(await picture.Content.ReadAsByteArrayAsync());
        Assert.Equal((960, 480), (decoded.Width, decoded.Height));
        using var again = await press.GetAsync($"/media/{id}/960.webp", ("If-None-Match", picture.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task One_in_the_body_stands_where_the_body_has_it()
    {
        var (id, bytes) = Photograph(600, 400);
        await press.PushMediumAsync(id, bytes);
        var documents = With(id, bytes).Select(document => document with { Body = $"Before.\n\n![](media:{id})\n\nAfter." }).ToList();
        await press.ShowAsync(Press.PushOf(documents));
        var page = new HtmlParser().ParseDocument(await press.ReadAsync(A.PathOf(documents[0])));
        Assert.Single(page.QuerySelectorAll("article figure"));
        Assert.Equal(["P", "FIGURE", "P"], page.QuerySelector(".text")!.Children.Select(child => child.TagName));
    }

    [Fact]
    public async Task A_release_that_names_one_that_is_not_here_is_refused()
    {
        var (id, bytes) = Photograph(600, 400);
        var documents = With(id, bytes);
        using var missing = await press.PushAsync(Press.PushOf(documents));
        Assert.Equal(HttpStatusCode.Conflict, missing.StatusCode);
        await press.PushMediumAsync(id, bytes);
        using var other = await press.PushAsync(Press.PushOf([.. documents.Select(document => document with { Media = [document.Media[0] with { Sha256 = new string('0', 64) }] })]));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        await press.ShowAsync(Press.PushOf(documents));
    }

    [Fact]
    public async Task Only_the_publisher_brings_them_and_only_whole()
    {
        var (id, bytes) = Photograph(600, 400);
        using var stranger = SigningKey.Create();
        Assert.Equal(HttpStatusCode.Unauthorized, (await press.PushMediumAsync(id, bytes, key: stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await press.PushMediumAsync(id, [.. bytes, 0], sha256: Digest(bytes))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await press.PushMediumAsync(id, "<svg onload=alert(1)>"u8.ToArray())).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await press.PushMediumAsync(id, bytes)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await press.PushMediumAsync(id, bytes)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await press.PushMediumAsync(id, Photograph(601, 400).Bytes)).StatusCode);
    }

    private async Task<HttpStatusCode> StatusAsync(Guid id, string variant)
    {
        using var answer = await press.GetAsync($"/media/{id}/{variant}");
        return answer.StatusCode;
    }

    private static IReadOnlyList<Document> With(Guid id, byte[] bytes) => A.Event(document => document with
    {
        Media = [new DocumentMedia { Id = id, Sha256 = Digest(bytes), Alt = "In the hall", Caption = "The meeting.", Credit = "Press service" }],
    });

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static (Guid Id, byte[] Bytes) Photograph(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SteelBlue);
        return (Guid.CreateVersion7(), bitmap.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray());
    }
}
