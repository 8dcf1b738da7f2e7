using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>What a draft held before.</summary>
public sealed class TheHistoryOfADraft(Office office)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shows_what_differs_between_any_two_revisions_and_restores_one_as_a_new_one(bool script)
    {
        await using var editor = await office.PersonAsync("editor", script: script);
        var draft = await editor.SavedDraftAsync($"Тарих {script}", "Бірінші мәтін.");
        foreach (var body in (string[])["Екінші мәтін.", "Екінші ұзақ мәтін."])
        {
            await editor.Page.FillAsync("[name=body]", body);
            await editor.SaveAsync();
        }
        await editor.Page.ClickAsync($".facts a[href='{draft}/history']");
        await editor.Expect(".differences ins").ToContainTextAsync("ұзақ");

        await editor.Page.CheckAsync("[name=from][value='1']");
        await editor.Page.CheckAsync("[name=to][value='2']");
        await editor.Page.ClickAsync("#compare > button");
        await Assertions.Expect(editor.Page).ToHaveURLAsync(new Regex("to=2&from=1$"));
        await editor.Expect(".differences del").ToContainTextAsync("Бірінші");
        await editor.Expect(".differences ins").ToContainTextAsync("Екінші");

        await editor.Page.ClickAsync("button[form=restore-1]");
        await editor.Expect(".done").ToContainTextAsync("қалпына келтіріліп");
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync("Бірінші мәтін.");
        await editor.Page.GotoAsync(draft + "/history");
        await editor.Expect(".revisions tbody tr").ToHaveCountAsync(4);
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task Asks_first_about_what_was_never_saved()
    {
        await using var editor = await office.PersonAsync("editor", "en");
        var draft = await editor.SavedDraftAsync("Сақталмаған тарих", "Бірінші мәтін.");
        await editor.Page.FillAsync("[name=body]", "Екінші мәтін.");
        await editor.SaveAsync();
        await editor.Page.FillAsync("[name=body]", "Сақталмаған мәтін.");
        await editor.Expect(Writing.Kept).ToContainTextAsync("Kept");
        await editor.Page.GotoAsync(draft + "/history");
        await editor.Page.ClickAsync("button[form=restore-1]");
        await editor.Expect(".done").ToContainTextAsync("Save or discard them first");
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync("Сақталмаған мәтін.");
    }
}
