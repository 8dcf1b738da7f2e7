using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>The README's pictures of the Desk, and every screen in every language for those who look at them. They go into the folder that <c>AKORDA_PICTURES</c> names.</summary>
public sealed class ThePictures(Office office, DeskRouteTable table) : IDisposable
{
    private readonly string? wanted = Environment.GetEnvironmentVariable("AKORDA_PICTURES");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("akorda-pictures-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Show_a_draft_a_translation_and_the_board()
    {
        var known = await EveryScreen.KnownAsync(office);
        await using var chief = await office.PersonAsync("chief");
        foreach (var (name, path) in new[]
        {
            ("desk-draft", $"/drafts/{known["drafts {id}"]}/edit"), ("desk-translation", $"/translations/{known["translations {id}"]}"), ("desk-board", "/publications"),
        })
        {
            await chief.Page.GotoAsync(path);
            Assert.NotEmpty(await TakeAsync(chief, name, whole: false));
        }
        Assert.Empty(chief.Complaints);
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Show_every_screen_where_somebody_wants_to_look(string language)
    {
        if (wanted is null) return;
        var known = await EveryScreen.KnownAsync(office);
        await using var chief = await office.PersonAsync("chief", language);
        foreach (var pattern in table.Screens.Append("/nowhere"))
        {
            var path = string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? known[$"{pattern.Split('/')[1]} {part}"] : part));
            await chief.Page.GotoAsync(path);
            await TakeAsync(chief, $"every/{language}{pattern.Replace('/', '-')}", whole: true);
        }
    }

    private async Task<byte[]> TakeAsync(Person person, string name, bool whole) => await person.Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(wanted ?? folder.FullName, name + ".png"), FullPage = whole,
    });
}
