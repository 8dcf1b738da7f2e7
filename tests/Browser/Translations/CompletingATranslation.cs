using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>A check that the translator knows better than.</summary>
public sealed class CompletingATranslation(Office office)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_a_standing_check_needs_a_reason_that_the_reviewer_reads(bool script)
    {
        var written = await SubmittedEvent.WriteAsync(office, "Кездесуге 12 ел қатысты.");
        var task = await written.TaskAsync();
        await using var translator = await office.PersonAsync("translator-ru", "ru", script);
        var page = translator.Page;
        await page.GotoAsync($"/translations/{task}");
        await page.ClickAsync("button[value=claim]");
        await page.Locator("textarea[data-segment]").Nth(0).FillAsync("Встреча");
        await page.Locator("textarea[data-segment]").Nth(1).FillAsync("Участвовали 13 стран.");
        await page.ClickAsync("#complete");

        // Refused: what stands is named, as a way to its row, and everything typed is there.
        var faults = page.Locator("#faults");
        await Assertions.Expect(faults).ToContainTextAsync("2 из 2: Абзац: Числа расходятся. В оригинале: 12. В переводе: 13.");
        await Assertions.Expect(page.Locator("textarea[data-segment]").Nth(1)).ToHaveValueAsync("Участвовали 13 стран.");
        await page.CheckAsync("[name=acknowledged]");
        await page.ClickAsync("#complete");
        await Assertions.Expect(page.Locator("#f-reason-fault")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[name=acknowledged]")).ToBeCheckedAsync();

        await page.FillAsync("[name=reason]", "В оригинале ошибка: стран было тринадцать.");
        await page.ClickAsync("#complete");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Перевод завершён");

        var review = await written.ReviewAsync();
        await using var reviewer = await office.PersonAsync("reviewer", "en", script);
        await reviewer.Page.GotoAsync($"/reviews/{review}");
        var standing = reviewer.Page.Locator(".standing");
        await Assertions.Expect(standing).ToContainTextAsync("The numbers differ: the source has 12, the target 13.");
        await Assertions.Expect(standing).ToContainTextAsync("В оригинале ошибка: стран было тринадцать.");
        await Assertions.Expect(reviewer.Page.Locator(".segment").Nth(1)).ToContainTextAsync("стран было тринадцать");
        foreach (var person in (Person[])[translator, reviewer]) Assert.Empty(person.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_preceded_by_a_look_at_the_page_beside_its_source(bool script)
    {
        // Words of its own throughout: the memory would bring what another test had approved.
        var (first, shown) = ($"Алдымен сөз {SubmittedEvent.UniqueWord()}.", $"Кездесу залы {SubmittedEvent.UniqueWord()}");
        var task = await (await SubmittedEvent.WriteAsync(office, $"{first}\n\n> Достық **мәңгі**.\n> — Президент", photograph: shown)).TaskAsync();
        await using var translator = await office.PersonAsync("translator-ru", "ru", script);
        var page = translator.Page;
        await page.GotoAsync($"/translations/{task}");
        await page.ClickAsync("button[value=claim]");
        await page.Locator(".segment.quote textarea").FillAsync("Дружба **вечна**.\n— Президент");
        await page.ClickAsync(".acts.sticky button[value=save]");
        await page.GotoAsync($"/translations/{task}/preview");
        // What is not translated yet is said, and stands in the source's words.
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("4 сегмента ещё не переведены");
        var translated = page.Locator("iframe").First.ContentFrame.Locator("article");
        await Assertions.Expect(translated.Locator("blockquote strong")).ToHaveTextAsync("вечна");
        await Assertions.Expect(translated).ToContainTextAsync(first);
        await Assertions.Expect(translated.Locator("img")).ToHaveAttributeAsync("alt", shown);
        await Assertions.Expect(page.Locator("iframe").Last.ContentFrame.Locator("article")).ToContainTextAsync("мәңгі");
        Assert.Empty(translator.Complaints);
    }
}
