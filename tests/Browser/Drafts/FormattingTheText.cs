using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>Markdown without knowing Markdown: by keys and by buttons.</summary>
public sealed class FormattingTheText(Office office)
{
    private const string Words = "Біз достықты бағалаймыз.";

    // The key's place and the letter that the layout puts on it.
    [Theory]
    [InlineData("KeyB", "b", "**Біз достықты бағалаймыз.**")]
    [InlineData("KeyB", "и", "**Біз достықты бағалаймыз.**")]
    [InlineData("KeyI", "ш", "*Біз достықты бағалаймыз.*")]
    [InlineData("KeyK", "л", "[Біз достықты бағалаймыз.](https://)")]
    public async Task By_keys_works_under_every_layout(string code, string letter, string expected)
    {
        await using var editor = await office.PersonAsync("editor");
        await editor.Page.GotoAsync("/drafts/new");
        await editor.Field("body").FillAsync(Words);
        await editor.Field("body").SelectTextAsync();
        await PressWithControlAsync(editor.Page, code, letter);
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync(expected);
    }

    [Fact]
    public async Task By_keys_is_undone_and_taken_back()
    {
        await using var editor = await office.PersonAsync("editor");
        await editor.Page.GotoAsync("/drafts/new");
        var body = editor.Field("body");
        await body.FillAsync(Words);
        await body.SelectTextAsync();
        await body.PressAsync("Control+b");
        await body.PressAsync("Control+b");
        await Assertions.Expect(body).ToHaveValueAsync(Words);
        await body.PressAsync("Control+i");
        await Assertions.Expect(body).ToHaveValueAsync($"*{Words}*");
        await body.PressAsync("Control+z");
        await Assertions.Expect(body).ToHaveValueAsync(Words);
    }

    [Fact]
    public async Task By_buttons_sets_headings_lists_and_quotations_with_their_speaker()
    {
        await using var editor = await office.PersonAsync("editor");
        await editor.Page.GotoAsync("/drafts/new");
        var body = editor.Field("body");
        await body.FillAsync(Words);
        await body.SelectTextAsync();
        await editor.Page.ClickAsync("[data-mark=quotation]");
        await Assertions.Expect(body).ToHaveValueAsync($"> {Words}\n>\n> — Аты-жөні, лауазымы");
        // The name is next, and already chosen.
        await editor.Page.Keyboard.TypeAsync("Президент");
        await Assertions.Expect(body).ToHaveValueAsync($"> {Words}\n>\n> — Президент");

        await body.FillAsync("бір\nекі");
        await body.SelectTextAsync();
        await editor.Page.ClickAsync("[data-mark=list]");
        await Assertions.Expect(body).ToHaveValueAsync("- бір\n- екі");
        await body.PressAsync("Control+End");
        await body.PressAsync("Enter");
        await editor.Page.Keyboard.TypeAsync("үш");
        await Assertions.Expect(body).ToHaveValueAsync("- бір\n- екі\n- үш");

        await body.FillAsync("Достық");
        await editor.Page.ClickAsync("[data-mark=heading]");
        await Assertions.Expect(body).ToHaveValueAsync("## Достық");

        // The bar is one stop of the tab key; arrows lead through it.
        await editor.Page.FocusAsync("[data-mark=heading]");
        await editor.Page.Keyboard.PressAsync("ArrowLeft");
        await editor.Expect("[data-mark=link]").ToBeFocusedAsync();
    }

    [Fact]
    public async Task Shows_beside_it_what_readers_will_see()
    {
        await using var editor = await office.PersonAsync("editor", width: 1500);
        await editor.Page.GotoAsync("/drafts/new");
        await editor.Page.FillAsync("[name=title]", "Алдын ала көрініс");
        await editor.Page.FillAsync("[name=body]", "## Бөлім\n\n> Сөз\n> — Президент");
        var shown = editor.Page.FrameLocator("iframe[data-preview]");
        await Assertions.Expect(shown.Locator("article > h1")).ToHaveTextAsync("Алдын ала көрініс");
        await Assertions.Expect(shown.Locator(".text blockquote cite")).ToHaveTextAsync("Президент");
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task Shows_it_by_a_button_where_there_is_no_script()
    {
        await using var editor = await office.PersonAsync("editor", script: false);
        await editor.Page.GotoAsync("/drafts/new");
        await Assertions.Expect(editor.Page.Locator(".toolbar")).ToBeHiddenAsync();
        await editor.Page.FillAsync("[name=title]", "Батырмамен көру");
        await editor.Page.FillAsync("[name=body]", "- бір\n- екі");
        await editor.Page.ClickAsync(".acts.sticky button[value=preview]");
        var shown = editor.Page.FrameLocator("iframe[data-preview]");
        await Assertions.Expect(shown.Locator("article > h1")).ToHaveTextAsync("Батырмамен көру");
        await Assertions.Expect(shown.Locator(".text li")).ToHaveCountAsync(2);
        await Assertions.Expect(editor.Field("title")).ToHaveValueAsync("Батырмамен көру");
    }

    // As the browser hears it from a keyboard with another layout.
    private static async Task PressWithControlAsync(IPage page, string code, string letter)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        const int Control = 2;
        foreach (var type in (string[])["rawKeyDown", "keyUp"])
            await session.SendAsync("Input.dispatchKeyEvent", new Dictionary<string, object>
            {
                ["type"] = type, ["modifiers"] = Control, ["code"] = code, ["key"] = letter, ["windowsVirtualKeyCode"] = (int)code[3],
            });
    }
}
