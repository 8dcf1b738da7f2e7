using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>Every screen as a picture: for those who look at them, and for the README.</summary>
public sealed class ThePictures(Office office)
{
    [Fact]
    public async Task Are_taken_where_a_folder_is_named_for_them()
    {
        if (Environment.GetEnvironmentVariable("AKORDA_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        foreach (var language in (string[])["kk", "ru", "en"])
        {
            await using var chief = await office.PersonAsync("chief", language);
            foreach (var path in (string[])["/", "/drafts", "/drafts/new", "/translations", "/reviews", "/publications", "/channels", "/nowhere"])
            {
                await chief.Page.GotoAsync(path);
                await chief.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{language}{path.Replace('/', '-')}.png"), FullPage = true });
            }
            Assert.Empty(chief.Complaints);
        }
    }
}
