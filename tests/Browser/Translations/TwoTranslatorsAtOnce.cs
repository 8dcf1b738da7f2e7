using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>A task has one holder, however many press the button in the same moment.</summary>
public sealed class TwoTranslatorsAtOnce(Office office)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leave_one_with_the_rows_and_tell_the_other_who_holds_them(bool script)
    {
        var written = await SubmittedEvent.WriteAsync(office, "Кездесу өтті.");
        var task = await written.TaskAsync();
        await using var one = await office.PersonAsync("translator-ru", "ru", script);
        await using var other = await office.PersonAsync("chief", "ru", script);
        var pages = new[] { one.Page, other.Page };
        foreach (var page in pages) await page.GotoAsync($"/translations/{task}");

        await Task.WhenAll(pages.Select(page => page.ClickAsync("button[value=claim]")));

        var holders = new List<IPage>();
        foreach (var page in pages)
        {
            await Assertions.Expect(page.Locator("textarea[data-segment], #faults")).Not.ToHaveCountAsync(0);
            if (await page.Locator("textarea[data-segment]").CountAsync() > 0) holders.Add(page);
        }
        var holder = Assert.Single(holders);
        var loser = pages.Single(page => page != holder);
        await Assertions.Expect(loser.Locator("#faults")).ToContainTextAsync("Этот текст переводит другой человек");
        await Assertions.Expect(loser.Locator(".notice")).ToContainTextAsync(holder == one.Page ? "Demo translator, ru" : "Demo chief");
        await Assertions.Expect(loser.Locator("button[value=claim]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Take_two_different_texts_when_both_ask_for_the_next_one_and_the_most_urgent_first()
    {
        var routine = await SubmittedEvent.WriteAsync(office, "Күнделікті оқиға.");
        await routine.TaskAsync();
        var first = await SubmittedEvent.WriteAsync(office, "Шұғыл оқиға.", urgency: "flash");
        var second = await SubmittedEvent.WriteAsync(office, "Тағы бір шұғыл оқиға.", urgency: "flash");
        await first.TaskAsync();
        await second.TaskAsync();
        await using var one = await office.PersonAsync("translator-ru", "ru");
        await using var other = await office.PersonAsync("chief", "ru");
        var pages = new[] { one.Page, other.Page };
        foreach (var page in pages) await page.GotoAsync("/translations?language=ru");
        // The oldest of the most urgent stands first in line.
        await Assertions.Expect(one.Page.Locator("#g-waiting + ul .card").First).ToContainTextAsync(first.Title);

        await Task.WhenAll(pages.Select(page => page.ClickAsync("form[action='/translations/next'] button")));

        foreach (var page in pages) await Assertions.Expect(page.Locator("textarea[data-segment]")).Not.ToHaveCountAsync(0);
        var taken = await Task.WhenAll(pages.Select(page => page.Locator("h1").InnerTextAsync()));
        Assert.Equal(new[] { first.Title, second.Title }.Order(), taken.Order());
        await one.Page.GotoAsync("/translations");
        await Assertions.Expect(one.Page.Locator("#g-mine + ul")).ToContainTextAsync(taken[0]);
        await Assertions.Expect(one.Page.Locator("#g-others + ul")).ToContainTextAsync(taken[1]);
    }
}
