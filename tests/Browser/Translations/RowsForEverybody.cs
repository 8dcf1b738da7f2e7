using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>Rows with everything on them that rows can have: what changed, what checks found, what people said, the page beside them, the list of keys.</summary>
public sealed class RowsForEverybody(Office office)
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") };

    private static string InRussian(string source) =>
        source.Contains("12", StringComparison.Ordinal) ? "Собрались 12 гостей." : source.Contains("сурет", StringComparison.Ordinal) ? "Сделали снимок." : source.Contains("Ақордада", StringComparison.Ordinal) ? "Встреча в Акорде." : "Встреча";

    [Fact]
    public async Task Can_be_heard_and_seen_in_light_and_dark_and_fit_a_telephone()
    {
        var written = await SubmittedEvent.WriteAsync(office, "Жиналғандар саны 12 қонақ.\n\nАқордада өтті.\n\nСоңында сурет түсірілді.");
        await written.TranslateAsync(InRussian);
        await using var reviewer = await office.PersonAsync("reviewer", "kk");
        var page = reviewer.Page;
        await page.GotoAsync($"/reviews/{await written.ReviewAsync()}");
        await page.ClickAsync("button[value=approve]");
        await Assertions.Expect(page.Locator("[role=status]")).ToBeVisibleAsync();
        await written.ReviseAsync("Жиналғандар саны 12 құрметті қонақ.\n\nАқордада өтті.");
        var task = await written.TaskAsync();

        await using var translator = await office.PersonAsync("translator-ru", "kk");
        var rows = translator.Page;
        await rows.GotoAsync($"/translations/{task}");
        await rows.ClickAsync("button[value=claim]");
        await rows.Locator("textarea[data-segment]").Nth(1).FillAsync("Собрались 13 почётных гостей.");
        await Assertions.Expect(rows.Locator(".segment").Nth(1).Locator(".checks")).ToBeVisibleAsync();
        await rows.Locator("#beside [name=comment]").FillAsync("Құрметті деген сөз керек пе?");
        await rows.ClickAsync("#beside button[value^='comment:']");
        await Assertions.Expect(rows.Locator("#beside .thread")).ToBeVisibleAsync();
        await AssertForEverybodyAsync(rows, "the rows");
        await rows.Locator("textarea[data-segment]").Nth(1).FocusAsync();
        await rows.Keyboard.PressAsync("Alt+KeyP");
        await Assertions.Expect(rows.FrameLocator("#preview iframe").Locator("article")).ToContainTextAsync("13 почётных гостей");
        await AssertForEverybodyAsync(rows, "the rows beside their page");
        await rows.Keyboard.PressAsync("Control+Slash");
        await AssertForEverybodyAsync(rows, "the list of keys");
        await rows.Keyboard.PressAsync("Escape");
        await AssertFitsAsync(rows, "the rows");

        await rows.SetViewportSizeAsync(1280, 900);
        await rows.Locator("textarea[data-segment]").Nth(1).FillAsync("Собрались 12 почётных гостей.");
        await rows.ClickAsync("#complete");
        await Assertions.Expect(rows.Locator("[role=status]")).ToBeVisibleAsync();
        await page.GotoAsync($"/reviews/{await written.ReviewAsync()}");
        await Assertions.Expect(page.Locator("ins, del")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".thread")).ToBeVisibleAsync();
        await AssertForEverybodyAsync(page, "the review");
        await AssertFitsAsync(page, "the review");
    }

    private static async Task AssertForEverybodyAsync(IPage page, string what)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var found = (await page.RunAxe(Rules)).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{what}, {scheme}: {violation.Id} {node.Html}")).ToList();
            Assert.True(found.Count == 0, string.Join('\n', found));
        }
    }

    private static async Task AssertFitsAsync(IPage page, string what)
    {
        await page.SetViewportSizeAsync(320, 640);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320, $"{what} does not fit");
    }
}
