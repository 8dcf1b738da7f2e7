using System.Net;

namespace Akorda.Desk.Tests;

public sealed class AnErrorPage : IAsyncLifetime
{
    private DeskHost desk = null!;   // set before any test runs
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskHost.StartAsync();
        browser = new Browser(desk.Newsroom);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task Says_in_the_persons_language_that_there_is_no_such_page()
    {
        await browser.SignInAsync("editor");
        var page = await browser.OpenAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("Бет табылмады", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Demo editor", page.QuerySelector(".person")!.TextContent, StringComparison.Ordinal);
    }
}
