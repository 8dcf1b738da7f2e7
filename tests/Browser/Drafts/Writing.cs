using System.Text.RegularExpressions;
using Akorda.Testing;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>What an editor does again and again.</summary>
internal static class Writing
{
    public const string Save = ".acts.sticky button[value=save]";
    public const string Submit = ".acts.sticky button[value=submit]";
    public const string Kept = "[data-part=kept] span";

    /// <summary>Writes a draft and saves it; answers the address of its page.</summary>
    public static async Task<string> SavedDraftAsync(this Person editor, string title, string body, string lead = "Кіріспе")
    {
        await editor.BeginAsync();
        await editor.Page.FillAsync("[name=title]", title);
        await editor.Page.FillAsync("[name=lead]", lead);
        await editor.Page.FillAsync("[name=body]", body);
        await editor.SaveAsync();
        return new Uri(editor.Page.Url).AbsolutePath[..^"/edit".Length];
    }

    /// <summary>Opens an empty form, whatever was in hand.</summary>
    public static async Task BeginAsync(this Person editor)
    {
        await editor.Page.GotoAsync("/drafts/new");
        // Another test may do the same in the same person's name.
        while (await editor.Page.Locator(".unsaved form button").CountAsync() > 0) await editor.Page.ClickAsync(".unsaved form button");
    }

    /// <summary>Saves by the button and waits until it is done.</summary>
    public static async Task SaveAsync(this Person editor)
    {
        var before = await editor.Field("revision").InputValueAsync();
        await editor.Page.ClickAsync(Save);
        await Assertions.Expect(editor.Field("revision")).Not.ToHaveValueAsync(before);
        await Assertions.Expect(editor.Page).ToHaveURLAsync(new Regex("/edit\\?done=drafts.saved$"));
        await Assertions.Expect(editor.Page.Locator(".done")).ToBeVisibleAsync();
    }

    /// <summary>Opens a draft's form until it holds a title that was kept a moment ago.</summary>
    public static Task ReopenUntilAsync(this Person editor, string draft, string title) => Eventually.TrueAsync(async () =>
    {
        await editor.Page.GotoAsync(draft + "/edit");
        return await editor.Field("title").InputValueAsync() == title;
    }, $"kept title {title}");

    /// <summary>A field of the form.</summary>
    public static ILocator Field(this Person editor, string name) => editor.Page.Locator($"#editor [name='{name}']");

    /// <summary>Waits until a field holds this.</summary>
    public static ILocatorAssertions Expect(this Person editor, string selector) => Assertions.Expect(editor.Page.Locator(selector));
}
