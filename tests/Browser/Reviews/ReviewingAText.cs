using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>A second person decides about a text, and about nothing that they did not see.</summary>
public sealed class ReviewingAText(Office office)
{
    private static string InRussian(string source) =>
        source.Contains("12", StringComparison.Ordinal) ? "Участвовали 12 стран." : source.Contains("риза", StringComparison.Ordinal) ? "Все довольны." : source.Contains("зал", StringComparison.Ordinal) ? "Зал встречи" : "Встреча";

    [Fact]
    public async Task Names_exactly_what_an_approval_covers()
    {
        var written = await SubmittedEvent.WriteAsync(office, "Қабылдауға 12 ел қатысты.", photograph: "Кездесу залы", embargo: TimeProvider.System.GetUtcNow().AddDays(3));
        await written.TranslateAsync(InRussian);
        var review = await written.ReviewAsync();
        await using var reviewer = await office.PersonAsync("reviewer", "en");
        var page = reviewer.Page;
        await page.GotoAsync($"/reviews/{review}");
        var row = page.Locator(".segment").Nth(1);
        await Assertions.Expect(row.Locator(".source")).ToHaveTextAsync("Қабылдауға 12 ел қатысты.");
        await Assertions.Expect(row.Locator(".words")).ToHaveTextAsync("Участвовали 12 стран.");
        await Assertions.Expect(page.Locator(".segment.alt img")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".segment.caption .words")).ToHaveTextAsync("Зал встречи");
        await Assertions.Expect(page.Locator(".facts").Nth(1)).ToHaveTextAsync("Written by Demo editor Translated by Demo translator, ru", new() { UseInnerText = true });
        var covers = page.Locator(".covers");
        await Assertions.Expect(covers).ToContainTextAsync("Russian, revision 1");
        await Assertions.Expect(covers).ToContainTextAsync("Kazakh, Russian");
        await Assertions.Expect(covers).ToContainTextAsync("1 photograph");
        await Assertions.Expect(covers).ToContainTextAsync("telegram-ru");
        await Assertions.Expect(covers).ToContainTextAsync("not before");
        // The posts, in the words that will be sent.
        await Assertions.Expect(page.Locator(".posts .card:has-text('telegram-ru')")).ToContainTextAsync("Встреча");

        // A key leads to the button; it does not press it.
        await page.PressPlaceAsync("KeyA", "ф", alt: true);
        await Assertions.Expect(page.Locator("button[value=approve]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".status.pending")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("The text is approved");
        Assert.Empty(reviewer.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sends_it_back_with_the_segments_named_for_the_translator(bool script)
    {
        var written = await SubmittedEvent.WriteAsync(office, "Кездесуге 12 ел қатысты.\n\nБәрі риза.");
        var task = await written.TranslateAsync(InRussian);
        var review = await written.ReviewAsync();
        await using var reviewer = await office.PersonAsync("reviewer", "ru", script);
        var page = reviewer.Page;
        await page.GotoAsync($"/reviews/{review}");
        await page.Locator(".segment").Nth(2).Locator("[name=segments]").CheckAsync();
        await page.ClickAsync("button[value=return]");
        // Without a comment nothing goes back, and the tick stays.
        await Assertions.Expect(page.Locator("#f-comment-fault")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".segment").Nth(2).Locator("[name=segments]")).ToBeCheckedAsync();
        await page.FillAsync("#f-comment", "Кто именно доволен?");
        await page.ClickAsync("button[value=return]");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Текст возвращён");

        await using var translator = await office.PersonAsync("translator-ru", "ru", script);
        await written.TaskAsync("returned");
        var mine = translator.Page;
        await mine.GotoAsync("/translations");
        await Assertions.Expect(mine.Locator($"#g-mine + ul .card:has-text('{written.Title}')")).ToContainTextAsync("Кто именно доволен?");
        await mine.GotoAsync($"/translations/{task}");
        var reason = mine.Locator(".comment");
        await Assertions.Expect(reason).ToContainTextAsync("Вернул(а) Demo reviewer");
        await Assertions.Expect(reason).ToContainTextAsync("Кто именно доволен?");
        var named = mine.Locator(".segment").Nth(2);
        await Assertions.Expect(reason.Locator("a")).ToHaveTextAsync("3");
        await Assertions.Expect(reason.Locator("a")).ToHaveAttributeAsync("href", $"/translations/{task}#{await named.GetAttributeAsync("id")}");
        await Assertions.Expect(named.Locator(".kind")).ToContainTextAsync("Об этом замечание проверяющего");

        // Still theirs, without taking it again.
        await named.Locator("textarea").FillAsync("Послы довольны.");
        await mine.ClickAsync("#complete");
        await Assertions.Expect(mine.Locator("[role=status]")).ToContainTextAsync("Перевод завершён");
        await page.GotoAsync($"/reviews/{await written.ReviewAsync()}");
        await Assertions.Expect(page.Locator(".comment")).ToContainTextAsync("Кто именно доволен?");
        await Assertions.Expect(page.Locator(".segment").Nth(2).Locator(".kind")).ToContainTextAsync("Названо в прошлом замечании");
        foreach (var person in (Person[])[reviewer, translator]) Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task Shows_what_changed_since_the_last_approval()
    {
        var written = await SubmittedEvent.WriteAsync(office, "Кездесуге 12 ел қатысты.\n\nБәрі риза.\n\nСоңында сурет түсірілді.");
        await using var reviewer = await office.PersonAsync("reviewer", "ru");
        var page = reviewer.Page;
        await page.GotoAsync($"/reviews/{await written.ReviewAsync("kk")}");
        await page.ClickAsync("button[value=approve]");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Текст одобрен");
        await written.ReviseAsync("Кездесуге 12 ел мен ұйым қатысты.\n\nБәрі риза.");
        await page.GotoAsync($"/reviews/{await written.ReviewAsync("kk")}");

        await Assertions.Expect(page.Locator(".segment").Nth(1).Locator("ins")).ToContainTextAsync("мен ұйым");
        await Assertions.Expect(page.Locator(".segment").Nth(3).Locator("del")).ToContainTextAsync("Соңында сурет түсірілді.");
        await Assertions.Expect(page.Locator(".segment").Nth(3).Locator(".kind")).ToContainTextAsync("Удалено");
        // Alt+Й goes from one change to the next.
        await page.PressPlaceAsync("KeyQ", "й", alt: true);
        await Assertions.Expect(page.Locator(".segment").Nth(1).Locator(".kind")).ToBeFocusedAsync();
        await page.PressPlaceAsync("KeyQ", "й", alt: true);
        await Assertions.Expect(page.Locator(".segment").Nth(3).Locator(".kind")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Talks_with_the_translator_about_a_segment(bool script)
    {
        var written = await SubmittedEvent.WriteAsync(office, "Кездесуге 12 ел қатысты.");
        var task = await written.TranslateAsync(InRussian);
        await using var reviewer = await office.PersonAsync("reviewer", "ru", script);
        var page = reviewer.Page;
        await page.GotoAsync($"/reviews/{await written.ReviewAsync()}");
        var row = page.Locator(".segment").Nth(1);
        await row.Locator("summary").ClickAsync();
        await page.Locator(".segment").First.Locator("[name=segments]").CheckAsync();
        await row.Locator("textarea").FillAsync("Может быть, государств?");
        await row.Locator("button[value^='comment:']").ClickAsync();
        await Assertions.Expect(row.Locator(".thread")).ToContainTextAsync("Может быть, государств?");
        // What else was ticked stays.
        await Assertions.Expect(page.Locator(".segment").First.Locator("[name=segments]")).ToBeCheckedAsync();

        await using var translator = await office.PersonAsync("translator-ru", "ru", script);
        await translator.Page.GotoAsync($"/translations/{task}");
        await translator.Page.Locator(".segment").Nth(1).Locator("a:has-text('1 комментарий')").ClickAsync();
        await Assertions.Expect(translator.Page.Locator("#beside .thread")).ToContainTextAsync("Может быть, государств?");
        await translator.Page.ClickAsync("#beside button[value^='resolve:']");
        await Assertions.Expect(translator.Page.Locator("#beside .thread")).ToContainTextAsync("Отметил(а) решённым: Demo translator, ru");
    }
}
