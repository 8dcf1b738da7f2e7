using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>Whoever wrote or translated a text does not decide about it, whatever else they may do.</summary>
public sealed class ReviewingOnesOwnText(Office office)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_not_offered_and_the_page_says_why(bool script)
    {
        var written = await SubmittedEvent.WriteAsync(office, "Кездесу өтті.", author: "chief");
        var review = await written.ReviewAsync("kk");
        await using var author = await office.PersonAsync("chief", "ru", script);
        await author.Page.GotoAsync("/reviews?language=kk");
        await Assertions.Expect(author.Page.Locator($".card:has-text('{written.Title}')")).ToContainTextAsync("Ваш текст: проверит другой человек");
        await author.Page.GotoAsync($"/reviews/{review}");
        await Assertions.Expect(author.Page.Locator("section:has(#decide)")).ToContainTextAsync("Вы писали или переводили этот текст");
        foreach (var button in (string[])["approve", "return"]) await Assertions.Expect(author.Page.Locator($"button[value={button}]")).ToHaveCountAsync(0);
        await Assertions.Expect(author.Page.Locator("[name=segments]")).ToHaveCountAsync(0);

        await using var other = await office.PersonAsync("reviewer2", "ru", script);
        await other.Page.GotoAsync($"/reviews/{review}");
        await Assertions.Expect(other.Page.Locator("button[value=approve]")).ToHaveCountAsync(1);
    }
}
