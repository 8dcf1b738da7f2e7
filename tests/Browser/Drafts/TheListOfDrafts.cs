using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>Finding a draft again.</summary>
public sealed class TheListOfDrafts(Office office)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Finds_by_words_and_by_how_far_a_draft_is(bool script)
    {
        var mark = $"Іздеу{Guid.CreateVersion7():N}"[^12..];
        await using var editor = await office.PersonAsync("editor", "en", script);
        await editor.SavedDraftAsync($"{mark} бірінші", "Мәтін.");
        var second = await editor.SavedDraftAsync($"{mark} екінші", "Мәтін.");
        await editor.Page.ClickAsync(Writing.Submit);
        await editor.Expect("h1").ToHaveTextAsync($"{mark} екінші");

        await editor.Page.GotoAsync("/drafts");
        await editor.Page.FillAsync("[name=q]", mark);
        await editor.Page.ClickAsync(".search button");
        await editor.Expect(".card").ToHaveCountAsync(2);
        // The newest first, and the words stay when the state is chosen.
        await editor.Expect(".card >> nth=0").ToContainTextAsync("екінші");
        await editor.Page.ClickAsync(".tabs a[href*='status=draft']");
        await editor.Expect(".card").ToHaveCountAsync(1);
        await editor.Expect(".card").ToContainTextAsync("бірінші");
        await editor.Page.ClickAsync(".tabs a[href*='status=withdrawn']");
        await editor.Expect(".empty").ToContainTextAsync("Nothing fits this search");
        await editor.Page.ClickAsync(".search a");
        await Assertions.Expect(editor.Page).ToHaveURLAsync(new Regex("/drafts$"));
        await editor.Expect($".card a[href='{second}']").ToBeVisibleAsync();
    }
}
