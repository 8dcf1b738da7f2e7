using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>The screens of drafts as they are when there is something on them: for every eye, ear and width, and without a word against the page's own policy.</summary>
public sealed class TheScreensOfDrafts(Office office)
{
    [Theory]
    [InlineData("kk", ColorScheme.Light)]
    [InlineData("ru", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    public async Task Can_be_used_by_everybody(string language, ColorScheme scheme)
    {
        await using var editor = await office.PersonAsync("editor", language, scheme: scheme, width: 1400);
        await using var other = await office.PersonAsync("editor2", language);
        var draft = await editor.SavedDraftAsync($"Экрандар {language}", "## Бөлім\n\nМәтін.\n\n> Сөз\n> — Президент");
        await editor.Page.SetInputFilesAsync("#f-file", new FilePayload { Name = "hall.jpg", MimeType = "image/jpeg", Buffer = Pictures.Hall() });
        await editor.Page.FillAsync("[name='media.0.alt']", "Зал");
        await editor.Page.ClickAsync("fieldset summary");
        await LookAsync(editor, "photograph");
        await editor.SaveAsync();

        await other.Page.GotoAsync(draft + "/edit");
        await other.Page.FillAsync("[name=body]", "Басқа мәтін.");
        await other.Page.FillAsync("[name=lead]", "Басқа кіріспе");
        await other.SaveAsync();
        await editor.Page.FillAsync("[name=body]", "Менің мәтінім.");
        await editor.Page.ClickAsync(Writing.Save);
        await editor.Expect(".meeting").ToBeVisibleAsync();
        await LookAsync(editor, "meeting");

        await editor.Page.FillAsync("[name=title]", "");
        await editor.Page.ClickAsync(".acts.sticky button[value=check]");
        await editor.Expect("#faults").ToBeVisibleAsync();
        await LookAsync(editor, "faults");
        foreach (var (path, name) in ((string, string)[])[("/drafts", "list"), ("/drafts?q=nothing-like-it", "nothing"), ("/drafts/import", "import"), (draft, "page"), (draft + "/history", "history"), (draft + "/edit", "unsaved"), ("/drafts/new", "new")])
        {
            await editor.Page.GotoAsync(path);
            await LookAsync(editor, name);
        }
        Assert.Empty(editor.Complaints);

        async Task LookAsync(Person person, string name)
        {
            await TakePictureAsync(person.Page, $"{language}-{name}");
            var axe = await person.Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") });
            Assert.True(axe.Violations.Length == 0, $"{name}: {string.Join("; ", axe.Violations.Select(violation => $"{violation.Id} {string.Join(" ", violation.Nodes.Select(node => node.Html))}"))}");
            await person.Page.SetViewportSizeAsync(320, 800);
            await TakePictureAsync(person.Page, $"{language}-{name}-320");
            Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"), $"{name} scrolls sideways at 320 pixels");
            await person.Page.SetViewportSizeAsync(1400, 900);
        }
    }

    private static async Task TakePictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("AKORDA_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"drafts-{name}.png"), FullPage = true });
    }
}
