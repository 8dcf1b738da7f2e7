using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>Every act of a translator is on a key, and the key is a place on the keyboard: under a Russian or Kazakh layout its letter is another.</summary>
public sealed class TranslatingByKeys(Office office)
{
    private static ILocator Field(IPage page, int row) => page.Locator("textarea[data-segment]").Nth(row);

    [Fact]
    public async Task Works_under_a_Cyrillic_layout()
    {
        var task = await (await SubmittedEvent.WriteAsync(office, "Кездесуге 12 ел қатысты.\n\nБәрі риза.")).TaskAsync();
        await using var translator = await office.PersonAsync("translator-ru", "ru");
        var page = translator.Page;
        await page.GotoAsync($"/translations/{task}");
        await page.ClickAsync("button[value=claim]");

        // Alt+Ы copies the source, Ctrl+Ы saves it.
        await Field(page, 1).FocusAsync();
        await page.PressPlaceAsync("KeyS", "ы", alt: true);
        await Assertions.Expect(Field(page, 1)).ToHaveValueAsync("Кездесуге 12 ел қатысты.");
        await page.PressPlaceAsync("KeyS", "ы", ctrl: true);
        await Assertions.Expect(page.Locator("#saved")).ToContainTextAsync("Сохранено в");
        // Under the Kazakh layout too the source in place of a translation is found, and Alt+Й leads to it from elsewhere.
        await Assertions.Expect(page.Locator(".segment").Nth(1).Locator(".checks")).ToContainTextAsync("В русском тексте есть казахские буквы");
        await Field(page, 0).FocusAsync();
        await page.PressPlaceAsync("KeyQ", "й", alt: true);
        await Assertions.Expect(Field(page, 1)).ToBeFocusedAsync();

        await page.PressPlaceAsync("ArrowDown", "ArrowDown", alt: true);
        await Assertions.Expect(Field(page, 2)).ToBeFocusedAsync();
        await page.PressPlaceAsync("ArrowUp", "ArrowUp", alt: true);
        await Assertions.Expect(Field(page, 1)).ToBeFocusedAsync();

        // Confirmed, the way leads to the next that is not translated: from the last one round to the first.
        await Field(page, 2).FillAsync("Все довольны.");
        await page.PressPlaceAsync("Enter", "Enter", ctrl: true);
        await Assertions.Expect(Field(page, 0)).ToBeFocusedAsync();
        await Field(page, 0).FillAsync("Встреча");
        await Field(page, 1).FillAsync("Участвовали 12 стран.");
        await page.PressPlaceAsync("Enter", "Enter", ctrl: true);
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveTextAsync("Переведено 3 из 3");
        await page.PressPlaceAsync("Enter", "Enter", ctrl: true, shift: true);
        await Assertions.Expect(page.Locator("#complete")).ToBeFocusedAsync();

        // Alt+З shows the page beside the rows, and hides it.
        await page.PressPlaceAsync("KeyP", "з", alt: true);
        await Assertions.Expect(page.FrameLocator("#preview iframe").Locator("article")).ToContainTextAsync("Участвовали 12 стран.");
        await page.PressPlaceAsync("KeyP", "з", alt: true);
        await Assertions.Expect(page.Locator("#preview iframe")).ToHaveCountAsync(0);
        Assert.Empty(translator.Complaints);
    }

    [Fact]
    public async Task Is_explained_by_a_question_mark_that_writes_itself_in_a_field()
    {
        var task = await (await SubmittedEvent.WriteAsync(office, "Кездесу өтті.")).TaskAsync();
        await using var translator = await office.PersonAsync("translator-ru", "ru");
        var page = translator.Page;
        await page.GotoAsync($"/translations/{task}");
        await page.ClickAsync("button[value=claim]");
        var list = page.Locator("dialog#keys");

        await Field(page, 1).FocusAsync();
        await page.Keyboard.PressAsync("Shift+?");
        await Assertions.Expect(Field(page, 1)).ToHaveValueAsync("?");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await page.PressPlaceAsync("Slash", ".", ctrl: true);
        await Assertions.Expect(list).ToContainTextAsync("Ctrl+Enter");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await Assertions.Expect(Field(page, 1)).ToBeFocusedAsync();

        // Outside fields; on a Russian keyboard it stands over the seven.
        await page.FocusAsync("#complete");
        await page.PressPlaceAsync("Digit7", "?", shift: true);
        await Assertions.Expect(list).ToBeVisibleAsync();
        // Who speaks to the computer can turn the single character off.
        await list.Locator("[data-question-mark]").UncheckAsync();
        await list.Locator("button").ClickAsync();
        await page.FocusAsync("#complete");
        await page.PressPlaceAsync("Digit7", "?", shift: true);
        await Assertions.Expect(list).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Takes_suggestions_one_after_another_and_gives_the_own_words_back()
    {
        await using var translator = await office.PersonAsync("translator-ru", "ru");
        var word = "Елші" + SubmittedEvent.UniqueWord();
        var page = translator.Page;
        await page.GotoAsync("/glossary/new");
        await page.FillAsync("[name=source]", word);
        await page.FillAsync("[name='targets.ru']", "посол");
        await page.ClickAsync("button[value=save]");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Термин добавлен");

        var task = await (await SubmittedEvent.WriteAsync(office, $"{word} келді.")).TaskAsync();
        await page.GotoAsync($"/translations/{task}");
        await page.ClickAsync("button[value=claim]");
        await Field(page, 1).FocusAsync();
        await Assertions.Expect(page.Locator("#beside .suggestions")).ToContainTextAsync("посол");
        await page.Keyboard.InsertTextAsync("Прибыл ");
        await page.Keyboard.PressAsync("Control+Shift+ArrowDown");
        await Assertions.Expect(Field(page, 1)).ToHaveValueAsync("Прибыл посол");
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Вариант 1 из 1: посол");
        await page.Keyboard.PressAsync("Control+Shift+ArrowDown");
        await Assertions.Expect(Field(page, 1)).ToHaveValueAsync("Прибыл ");
        await page.Locator("#beside .take").ClickAsync();
        await Assertions.Expect(Field(page, 1)).ToHaveValueAsync("Прибыл посол");
        await Assertions.Expect(Field(page, 1)).ToBeFocusedAsync();
        Assert.Empty(translator.Complaints);
    }
}
