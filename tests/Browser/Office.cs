using Akorda.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Akorda.Browser.Office))]
// One office: a fault that one test sets in its networks is nobody else's.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Akorda.Browser;

/// <summary>The whole product on one machine, and a real browser for each of its people.</summary>
public sealed class Office : IAsyncLifetime
{
    public const string Password = "a password for browsers";

    private readonly string data = Path.Combine(Path.GetTempPath(), $"akorda-browser-{Guid.CreateVersion7():N}"[..30]);
    private IBrowser browser = null!;
    private RunningProcess process = null!;   // these are set before any test runs

    public IPlaywright Playwright { get; private set; } = null!;

    public Uri Newsroom { get; } = new($"http://127.0.0.1:{TestHost.FreePort()}");
    public Uri Sandbox { get; } = new($"http://127.0.0.1:{TestHost.FreePort()}");
    public Uri Site { get; } = new($"http://127.0.0.1:{TestHost.FreePort()}");

    public async ValueTask InitializeAsync()
    {
        process = await RunningProcess.StartAsync("Akorda.AllInOne", new Dictionary<string, string>
        {
            ["AKORDA_DATA"] = data,
            ["Demo__Password"] = Password,
            ["Urls__Newsroom"] = Newsroom.AbsoluteUri,
            ["Urls__Site"] = Site.AbsoluteUri,
            ["Urls__SiteIntake"] = $"http://127.0.0.1:{TestHost.FreePort()}",
            ["Urls__Sandbox"] = Sandbox.AbsoluteUri,
            ["Newsroom__PublicUrl"] = Newsroom.AbsoluteUri.TrimEnd('/'),
        });
        Playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        // A machine may have more to do than this.
        Assertions.SetDefaultExpectTimeout(15_000);
        browser = await Playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.First(File.Exists),
            // As root, as in a container, Chromium has no sandbox of its own.
            Args = ["--no-sandbox"],
        });
    }

    /// <summary>A person before a browser of their own, signed in.</summary>
    public async Task<Person> PersonAsync(string name, string language = "kk", bool script = true, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var person = await VisitorAsync(language, script, scheme, width);
        await person.SignInAsync(name);
        return person;
    }

    /// <summary>Somebody before a browser of their own whom nobody knows yet.</summary>
    public async Task<Person> VisitorAsync(string language = "kk", bool script = true, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Newsroom.AbsoluteUri, Locale = language, JavaScriptEnabled = script, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(15_000);
        return new Person(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        Playwright.Dispose();
        await process.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}
