using Akorda.Testing;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>One person's browser.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    internal Person(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of: scripts that failed, and what the page's own policy forbade.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Goes through the sign-in form.</summary>
    public async Task SignInAsync(string name)
    {
        await EnterAsync(name, Office.Password);
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
    }

    /// <summary>Enters name and password, whatever comes of it.</summary>
    public async Task EnterAsync(string name, string password)
    {
        await Page.GotoAsync("/");
        await Page.FillAsync("#username", name);
        await Page.FillAsync("#password", password);
        await Page.ClickAsync("main button");
    }

    /// <summary>Opens what a list shows under this title, as soon as it shows it.</summary>
    public async Task OpenAsync(string list, string title)
    {
        await Page.GotoAsync(list);
        var link = Page.Locator($".card a:has-text(\"{title}\")").First;
        await ReloadUntilAsync(async _ => Math.Min(1, await link.CountAsync()), 1);
        await link.ClickAsync();
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(title);
    }

    /// <summary>Reloads as a person would who waits for something.</summary>
    public async Task ReloadUntilAsync(Func<IPage, Task<int>> count, int wanted)
    {
        await Eventually.TrueAsync(async () =>
        {
            if (await count(Page) == wanted) return true;
            await Page.ReloadAsync();
            return await count(Page) == wanted;
        }, $"{wanted} at {Page.Url}");
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
