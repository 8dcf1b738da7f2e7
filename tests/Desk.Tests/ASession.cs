using System.Net;

namespace Akorda.Desk.Tests;

public sealed class ASession : IAsyncLifetime
{
    // A page that asks no other service, so that only the session decides.
    private const string Page = "/drafts/new";

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
    public async Task Begins_at_Identitys_form_and_returns_to_where_the_person_was()
    {
        var page = await browser.SignInAsync("editor", Page);

        Assert.Equal(Page, new Uri(page.Url).AbsolutePath);
        Assert.Contains("Demo editor", page.QuerySelector(".person")!.TextContent, StringComparison.Ordinal);
        Assert.All(browser.Cookies.Where(cookie => cookie.Name.Contains("akorda", StringComparison.Ordinal) && !cookie.Name.Contains("language", StringComparison.Ordinal)), cookie => Assert.True(cookie.HttpOnly));
    }

    [Fact]
    public async Task Ends_after_thirty_minutes_without_an_act()
    {
        await browser.SignInAsync("editor");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            desk.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.True(await IsOpenAsync());
        }
        desk.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await IsOpenAsync());
    }

    [Fact]
    public async Task Is_not_prolonged_by_what_a_page_does_by_itself()
    {
        await browser.SignInAsync("editor");
        foreach (var _ in Enumerable.Range(0, 4))
        {
            desk.Clock.Advance(TimeSpan.FromMinutes(7));
            using var live = await browser.AskAsync(Page, background: true);
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }
        desk.Clock.Advance(TimeSpan.FromMinutes(3));
        using var late = await browser.AskAsync(Page, background: true);
        // A script cannot sign in; it is told so, and led nowhere.
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Fact]
    public async Task Ends_after_twelve_hours_whatever_is_done()
    {
        await browser.SignInAsync("editor");
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(11.6); passed += TimeSpan.FromMinutes(25))
        {
            desk.Clock.Advance(TimeSpan.FromMinutes(25));
            Assert.True(await IsOpenAsync(), $"after {passed}");
        }
        desk.Clock.Advance(TimeSpan.FromMinutes(25));
        Assert.False(await IsOpenAsync());
    }

    [Fact]
    public async Task Knows_of_a_new_role_when_its_token_is_exchanged()
    {
        await browser.SignInAsync("editor");
        await SqlAsync("update identity.person set roles = array['editor', 'publisher'] where user_name = 'editor'");
        Assert.Null((await browser.OpenAsync(Page)).QuerySelector("nav a[href='/channels']"));

        desk.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.NotNull((await browser.OpenAsync(Page)).QuerySelector("nav a[href='/channels']"));
    }

    [Fact]
    public async Task Ends_when_its_person_was_shut_out()
    {
        await browser.SignInAsync("editor");
        await SqlAsync("update identity.person set security_stamp = 'another' where user_name = 'editor'");
        desk.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.False(await IsOpenAsync());
    }

    [Fact]
    public async Task Ends_at_Identity_too_when_its_person_signs_out()
    {
        var page = await browser.SignInAsync("editor");
        var after = await browser.SendAsync(page, "form[action='/sign-out']");

        // Back at the form: nobody is signed in again without a word.
        Assert.NotNull(after.QuerySelector("#password"));
        Assert.NotNull((await browser.OpenAsync(Page)).QuerySelector("#password"));
    }

    [Fact]
    public async Task Is_made_under_the_public_name_only()
    {
        using var elsewhere = new Browser(desk.OtherName);
        using var answer = await elsewhere.AskAsync("/drafts?q=a");
        Assert.Equal(new Uri(desk.Newsroom, "/drafts?q=a"), answer.Headers.Location);
    }

    [Fact]
    public async Task Is_proved_anew_before_what_cannot_be_taken_back()
    {
        await browser.SignInAsync("publisher");
        using var asked = await browser.AskAsync("/sign-in-again?return=%2Fdrafts%2Fnew");
        Assert.Contains("prompt=login", asked.Headers.Location!.Query, StringComparison.Ordinal);
        var back = await browser.SignInAsync("publisher", "/sign-in-again?return=%2Fdrafts%2Fnew");
        Assert.Equal(Page, new Uri(back.Url).AbsolutePath);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Leads_nowhere_else_afterwards(string place)
    {
        await browser.SignInAsync("publisher");
        var back = await browser.SignInAsync("publisher", "/sign-in-again?return=" + Uri.EscapeDataString(place));
        Assert.Equal(desk.Newsroom.Authority, new Uri(back.Url).Authority);
    }

    private async Task<bool> IsOpenAsync()
    {
        using var answer = await browser.AskAsync(Page);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task SqlAsync(string sql)
    {
        await using var command = desk.Identity.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
