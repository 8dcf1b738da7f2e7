using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>A keyboard with a Russian or Kazakh layout: the place of a key is the same, the letter is another.</summary>
internal static class Keyboard
{
    private const int Alt = 1;
    private const int Ctrl = 2;
    private const int Shift = 8;

    /// <summary>Presses a key by its place, as a browser hears it under a layout that writes this letter there.</summary>
    public static async Task PressPlaceAsync(this IPage page, string place, string letter, bool ctrl = false, bool alt = false, bool shift = false)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        var modifiers = (ctrl ? Ctrl : 0) | (alt ? Alt : 0) | (shift ? Shift : 0);
        foreach (var type in (string[])["rawKeyDown", "keyUp"])
            await devtools.SendAsync("Input.dispatchKeyEvent", new Dictionary<string, object> { ["type"] = type, ["code"] = place, ["key"] = letter, ["modifiers"] = modifiers });
        await devtools.DetachAsync();
    }
}
