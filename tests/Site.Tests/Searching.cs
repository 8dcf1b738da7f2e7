using AngleSharp.Html.Parser;

namespace Akorda.Site.Tests;

public sealed class Searching(PressFixture fixture) : IClassFixture<PressFixture>
{
    private readonly Press press = fixture.Press;

    [Theory]
    [InlineData("шөлейттену мәселесі")]
    [InlineData("ШӨЛЕЙТТЕНУ")]
    [InlineData("шолейттену")]
    [InlineData("мәселесі шөлейт")]
    public async Task Finds_Kazakh_words_also_as_a_Russian_keyboard_writes_them(string query)
    {
        var documents = A.Event(document => document with { Body = "Кездесуде Шөлейттену мәселесі талқыланды." });
        await press.ShowAsync(Press.PushOf(documents));
        var page = await FoundAsync("kk", query);
        Assert.Contains(page.QuerySelectorAll(".items a"), link => link.GetAttribute("href") == A.PathOf(documents[0]));
        Assert.NotNull(page.QuerySelector("mark"));
    }

    [Fact]
    public async Task Finds_only_what_holds_every_word_in_the_language_of_the_path()
    {
        var documents = A.Event(document => document with { Body = document.Language == "ru" ? "Уникальнослово здесь." : "Elsewhere." });
        await press.ShowAsync(Press.PushOf(documents));
        Assert.Single((await FoundAsync("ru", "уникальнослово")).QuerySelectorAll(".items li"));
        Assert.Empty((await FoundAsync("ru", "уникальнослово нигде")).QuerySelectorAll(".items li"));
        Assert.Empty((await FoundAsync("en", "уникальнослово")).QuerySelectorAll(".items li"));
    }

    [Fact]
    public async Task Is_kept_by_nobody()
    {
        using var answer = await press.GetAsync("/en/search?q=x");
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(["noindex"], answer.Headers.GetValues("X-Robots-Tag"));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> FoundAsync(string language, string query) =>
        new HtmlParser().ParseDocument(await press.ReadAsync($"/{language}/search?q={Uri.EscapeDataString(query)}"));
}
