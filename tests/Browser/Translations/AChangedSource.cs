using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>A new revision of the source, and words that the memory brought along.</summary>
public sealed class AChangedSource(Office office)
{
    [Fact]
    public async Task Shows_what_was_struck_and_inserted_and_waits_for_a_person_to_confirm_the_old_words()
    {
        var written = await SubmittedEvent.WriteAsync(office, "Кездесуге 14 елдің елшісі қатысты.\n\nБәрі риза болды.");
        await written.TranslateAsync(source => source.Contains("14", StringComparison.Ordinal) ? "Участвовали послы 14 стран." : source.Contains("риза", StringComparison.Ordinal) ? "Все остались довольны." : "Встреча");
        await written.ReviseAsync("Кездесуге 14 елдің жаңа елшісі қатысты.\n\nБәрі риза болды.");
        var task = await written.TaskAsync();
        await using var translator = await office.PersonAsync("translator-ru", "ru");
        var page = translator.Page;
        await page.GotoAsync($"/translations/{task}");
        await page.ClickAsync("button[value=claim]");

        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("изменился 1 сегмент");
        var changed = page.Locator(".segment").Nth(1);
        await Assertions.Expect(changed.Locator(".source ins")).ToContainTextAsync("жаңа");
        await Assertions.Expect(changed.Locator("textarea")).ToHaveValueAsync("Участвовали послы 14 стран.");
        await Assertions.Expect(changed.Locator(".notes")).ToContainTextAsync("Оригинал изменился, перевод нужно подтвердить");
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 2 из 3");

        // Going there and away says nothing about whether it fits.
        await changed.Locator("textarea").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Assertions.Expect(page.Locator(".segment").Nth(2).Locator("textarea")).ToBeFocusedAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 2 из 3");

        await changed.Locator("textarea").FocusAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 3 из 3");
        await Assertions.Expect(page.Locator("#complete")).ToBeFocusedAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 3 из 3");
    }

    [Fact]
    public async Task Is_confirmed_without_script_by_a_tick()
    {
        var written = await SubmittedEvent.WriteAsync(office, "Кездесу Астанада өтті, бәрі риза болды.");
        await written.TranslateAsync(source => source.Contains("Астанада", StringComparison.Ordinal) ? "Встреча прошла в Астане, все довольны." : "Встреча");
        await written.ReviseAsync("Кездесу Астанада өтті, бәрі өте риза болды.");
        var task = await written.TaskAsync();
        await using var translator = await office.PersonAsync("translator-ru", "ru", script: false);
        var page = translator.Page;
        await page.GotoAsync($"/translations/{task}");
        await page.ClickAsync("button[value=claim]");
        await page.CheckAsync("[name=confirmed]");
        await page.ClickAsync("button[value=complete]");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Перевод завершён");
    }
}
