using Microsoft.Extensions.Time.Testing;

namespace Akorda.Identity.Tests;

public sealed class ChangingThePassword(IdentityWithAClock shared) : IClassFixture<IdentityWithAClock>, IDisposable
{
    private readonly IdentityHost identity = shared.Identity;
    private readonly FakeTimeProvider clock = shared.Clock;
    private readonly Browser browser = new(shared.Identity);

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task Ends_what_the_old_one_opened()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "saule");
        var tokens = await browser.RedeemAsync(await browser.AuthorizeAsync());
        var form = await browser.OpenAsync("/connect/account/password");
        foreach (var (current, wanted, again, fault) in ((string, string, string, string)[])
        [
            ("wrong", "another long phrase", "another long phrase", "The current password is wrong"),
            (Colleague.OwnPassword, "another long phrase", "another long phrasf", "The two passwords differ"),
            (Colleague.OwnPassword, "too short", "too short", "The password must have 12"),
            (Colleague.OwnPassword, new string('x', 257), new string('x', 257), "The password must have 12"),
            (Colleague.OwnPassword, Colleague.OwnPassword, Colleague.OwnPassword, "Neither the old password"),
        ])
            Assert.StartsWith(fault, (await browser.SubmitAsync(form, ("current", current), ("password", wanted), ("again", again))).Fault, StringComparison.Ordinal);
        Assert.NotEqual("invalid_grant", (await browser.RefreshAsync(tokens)).TryGetProperty("error", out var error) ? error.GetString() : null);

        var account = await browser.SubmitAsync(form, ("current", Colleague.OwnPassword), ("password", "another long phrase"), ("again", "another long phrase"));

        Assert.Contains("The password was changed.", account.Html, StringComparison.Ordinal);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens)).GetProperty("error").GetString());
        Assert.True((await browser.AuthorizeAsync()).IsAtTheDesk);
        using var second = new Browser(identity);
        Assert.NotNull((await colleague.EnterPasswordAsync(second)).Fault);
        Assert.Equal("Confirm your sign-in", (await new Colleague(identity, "saule", "another long phrase").EnterPasswordAsync(second)).Title);
    }

    [Fact]
    public async Task Counts_a_wrong_current_password_as_any_wrong_one()
    {
        await Colleague.WithCodesAsync(identity, browser, clock, "temir");
        var form = await browser.OpenAsync("/connect/account/password");
        for (var guess = 0; guess < 5; guess++) await browser.SubmitAsync(form, ("current", "a guess"), ("password", "another long phrase"), ("again", "another long phrase"));

        Assert.NotNull((await browser.SubmitAsync(form, ("current", Colleague.OwnPassword), ("password", "another long phrase"), ("again", "another long phrase"))).Fault);
    }
}
