using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>What a translator types is kept without their asking, and is never taken from them.</summary>
public sealed class TypingATranslation(Office office)
{
    private static ILocator Field(IPage page, int row) => page.Locator("textarea[data-segment]").Nth(row);

    private async Task<(Person Translator, string Task)> ClaimedAsync(string body, bool script = true)
    {
        var task = await (await SubmittedEvent.WriteAsync(office, body)).TaskAsync();
        var translator = await office.PersonAsync("translator-ru", "ru", script);
        await translator.Page.GotoAsync($"/translations/{task}");
        await translator.Page.ClickAsync("button[value=claim]");
        await Assertions.Expect(Field(translator.Page, 0)).ToBeVisibleAsync();
        return (translator, task);
    }

    [Fact]
    public async Task Is_kept_after_a_moment_of_quiet_and_checked_beside_the_row()
    {
        var (translator, task) = await ClaimedAsync("Кездесуге 12 ел қатысты.");
        await using var _ = translator;
        var page = translator.Page;
        await Field(page, 1).FillAsync("Участвовали 13 стран.");
        await Assertions.Expect(page.Locator("#saved")).ToContainTextAsync("Сохранено в");
        await Assertions.Expect(page.Locator(".segment").Nth(1).Locator(".checks")).ToContainTextAsync("Числа расходятся. В оригинале: 12. В переводе: 13.");
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 1 из 2");
        await Assertions.Expect(page.Locator("#live")).ToContainTextAsync("Замечаний: 1");

        await Field(page, 1).FillAsync("Участвовали 12 стран.");
        await Assertions.Expect(page.Locator(".segment").Nth(1).Locator(".checks")).ToHaveCountAsync(0);
        await page.GotoAsync($"/translations/{task}");
        await Assertions.Expect(Field(page, 1)).ToHaveValueAsync("Участвовали 12 стран.");
        Assert.Empty(translator.Complaints);
    }

    [Fact]
    public async Task Is_kept_on_leaving_the_row_and_on_leaving_the_page()
    {
        var (translator, task) = await ClaimedAsync("Кездесу өтті.");
        await using var _ = translator;
        var page = translator.Page;
        await Field(page, 0).FillAsync("Встреча");
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Assertions.Expect(Field(page, 1)).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 1 из 2");

        await page.Keyboard.InsertTextAsync("Встреча прошла.");
        await page.GotoAsync("about:blank");
        await page.GotoAsync($"/translations/{task}");
        await translator.ReloadUntilAsync(async now => await Field(now, 1).InputValueAsync() == "Встреча прошла." ? 1 : 0, 1);
        await Assertions.Expect(Field(page, 0)).ToHaveValueAsync("Встреча");
    }

    [Fact]
    public async Task Stays_on_the_page_when_somebody_else_has_the_task_now()
    {
        var (translator, task) = await ClaimedAsync("Кездесу өтті.");
        await using var _ = translator;
        var page = translator.Page;
        await using var chief = await office.PersonAsync("chief", "ru");
        // Given back in another window, and taken by another person.
        var elsewhere = await page.Context.NewPageAsync();
        await elsewhere.GotoAsync($"/translations/{task}");
        await elsewhere.ClickAsync("button[value=release]");
        await Assertions.Expect(elsewhere.Locator("[role=status]")).ToContainTextAsync("возвращена в очередь");
        await chief.Page.GotoAsync($"/translations/{task}");
        await chief.Page.ClickAsync("button[value=claim]");
        await Assertions.Expect(Field(chief.Page, 0)).ToBeVisibleAsync();

        await Field(page, 1).FillAsync("Мои слова, которые не должны пропасть.");
        await Assertions.Expect(page.Locator("#lost[role=alert]")).ToContainTextAsync("Этот текст переводит другой человек");
        await Assertions.Expect(Field(page, 1)).ToHaveValueAsync("Мои слова, которые не должны пропасть.");
        await Assertions.Expect(Field(page, 1)).Not.ToBeEditableAsync();
        await chief.Page.ReloadAsync();
        await Assertions.Expect(Field(chief.Page, 1)).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Is_tried_again_when_the_newsroom_was_away_and_survives_the_window_meanwhile()
    {
        var (translator, task) = await ClaimedAsync("Кездесу өтті.");
        await using var _ = translator;
        var page = translator.Page;
        await page.RouteAsync("**/segments/*", route => route.AbortAsync());
        await Field(page, 1).FillAsync("Встреча прошла.");
        await Assertions.Expect(page.Locator("#saved")).ToContainTextAsync("Не сохранено");
        await Assertions.Expect(page.Locator("#live")).ToContainTextAsync("Не сохранено");

        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();   // the browser asks whether to leave
        await page.UnrouteAllAsync();
        await page.GotoAsync($"/translations/{task}");
        await Assertions.Expect(Field(page, 1)).ToHaveValueAsync("Встреча прошла.");
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 1 из 2");
    }

    [Fact]
    public async Task Is_refused_in_words_where_it_cannot_stand_and_stays_in_its_field()
    {
        var (translator, _) = await ClaimedAsync("Кездесу өтті.");
        await using var __ = translator;
        var page = translator.Page;
        await Field(page, 0).FillAsync(new string('а', 301));
        await Assertions.Expect(page.Locator(".segment").First.Locator(".fault")).ToBeVisibleAsync();
        await Assertions.Expect(Field(page, 0)).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(Field(page, 0)).ToHaveValueAsync(new string('а', 301));
        await Field(page, 0).FillAsync("Встреча");
        await Assertions.Expect(page.Locator(".segment").First.Locator(".fault")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Is_kept_by_every_button_without_script()
    {
        var (translator, task) = await ClaimedAsync("Кездесуге 12 ел қатысты.\n\nБәрі риза.", script: false);
        await using var _ = translator;
        var page = translator.Page;
        await Field(page, 0).FillAsync("Встреча");
        await Field(page, 1).FillAsync("Участвовали 12 стран.");
        await page.Locator(".segment").Nth(2).Locator(".ask").ClickAsync();
        Assert.Contains("?at=", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#beside")).ToContainTextAsync("Сегмент 3");
        await Assertions.Expect(Field(page, 0)).ToHaveValueAsync("Встреча");

        await Field(page, 2).FillAsync("Все довольны.");
        await page.FillAsync("[name=comment]", "Кто именно доволен?");
        await page.ClickAsync("button[value^='ask:']");
        await Assertions.Expect(page.Locator("#beside .thread")).ToContainTextAsync("Кто именно доволен?");
        await Assertions.Expect(Field(page, 2)).ToHaveValueAsync("Все довольны.");
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 3 из 3");

        await page.ClickAsync("button[value=release]");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("возвращена в очередь");
        await page.GotoAsync($"/translations/{task}");
        await Assertions.Expect(page.Locator(".segment").Nth(1)).ToContainTextAsync("Участвовали 12 стран.");
    }
}
