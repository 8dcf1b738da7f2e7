using Akorda.Postgres;

namespace Akorda.Identity.Tests;

public sealed class SigningInWithPasskeys : IClassFixture<SharedIdentity>, IDisposable
{
    private const string Refused = "The passkey did not sign you in. Try again, or use your password.";

    private readonly IdentityHost identity;
    private readonly Browser browser;
    private readonly Authenticator passkey;

    public SigningInWithPasskeys(SharedIdentity shared)
    {
        identity = shared.Identity;
        browser = new Browser(identity);
        passkey = new Authenticator(browser.Origin);
    }

    public void Dispose()
    {
        browser.Dispose();
        passkey.Dispose();
    }

    [Fact]
    public async Task A_passkey_signs_in_alone_and_is_a_second_factor()
    {
        var colleague = await Colleague.AddAsync(identity, "aigerim");
        await colleague.ChoosePasswordAsync(browser, await browser.AuthorizeAsync());
        var codes = await Colleague.AddPasskeyAsync(browser, passkey);
        Assert.Equal(10, codes.Codes.Count);
        Assert.True((await browser.OpenAsync(codes.Document!.QuerySelector("p > a")!.GetAttribute("href")!)).IsAtTheDesk);

        using var second = new Browser(identity);
        Assert.Equal("Your account", (await Colleague.SignInByPasskeyAsync(second, passkey)).Title);
        Assert.True((await second.AuthorizeAsync()).IsAtTheDesk);

        // The password alone opens nothing any more; with a recovery code it does.
        using var third = new Browser(identity);
        Assert.Equal("Confirm your sign-in", (await colleague.EnterPasswordAsync(third)).Title);
        Assert.False((await third.AuthorizeAsync()).IsAtTheDesk);
        Assert.NotNull((await third.EnterCodeAsync("123456")).Fault);
        Assert.Equal("Your account", (await third.EnterCodeAsync(codes.Codes[9])).Title);
        Assert.Equal(
            ["passkey-added", "recovery-codes-made", "signed-in: second factor set up", "signed-in: passkey", "password-accepted: sign-in page", "sign-in-refused: code", "signed-in: recovery code"],
            (await colleague.ActsAsync())[3..]);
    }

    [Fact]
    public async Task A_passkey_also_does_after_the_password()
    {
        var (colleague, _) = await Colleague.WithPasskeyAsync(identity, browser, passkey, "berik");
        using var second = new Browser(identity);
        var form = await colleague.EnterPasswordAsync(second, await second.AuthorizeAsync());

        var desk = await second.SubmitAsync(form, "/connect/sign-in/passkey", ("credential", passkey.Get(await second.ChallengeAsync(form, "/connect/sign-in/passkey"))));

        Assert.True(desk.IsAtTheDesk);
    }

    [Fact]
    public async Task An_answer_that_was_made_elsewhere_or_without_the_person_is_refused()
    {
        await Colleague.WithPasskeyAsync(identity, browser, passkey, "dias");
        foreach (var forge in (Action<Authenticator>[])
        [
            it => it.Origin = "https://newsroom.example",
            it => it.Origin = it.Origin + ".example",
            it => it.Domain = "elsewhere.example",
            it => it.VerifiesPerson = false,
        ])
        {
            var (origin, domain, verifies) = (passkey.Origin, passkey.Domain, passkey.VerifiesPerson);
            forge(passkey);
            using var thief = new Browser(identity);
            Assert.Equal(Refused, (await Colleague.SignInByPasskeyAsync(thief, passkey)).Fault);
            Assert.False((await thief.AuthorizeAsync()).IsAtTheDesk);
            (passkey.Origin, passkey.Domain, passkey.VerifiesPerson) = (origin, domain, verifies);
        }
        using var owner = new Browser(identity);
        Assert.Equal("Your account", (await Colleague.SignInByPasskeyAsync(owner, passkey)).Title);
    }

    [Fact]
    public async Task An_answer_works_once_and_for_its_own_challenge()
    {
        passkey.Counts = false;
        await Colleague.WithPasskeyAsync(identity, browser, passkey, "erlan");
        var heard = "";
        using var owner = new Browser(identity);
        Assert.Equal("Your account", (await Colleague.SignInByPasskeyAsync(owner, options => heard = passkey.Get(options))).Title);

        using var thief = new Browser(identity);
        Assert.Equal(Refused, (await Colleague.SignInByPasskeyAsync(thief, _ => heard)).Fault);
        // Not even where the challenge was: it is forgotten with its answer.
        var form = await owner.OpenAsync("/connect/sign-in");
        Assert.Equal(Refused, (await owner.SubmitAsync(form, "/connect/sign-in/passkey", ("credential", heard))).Fault);
    }

    [Fact]
    public async Task A_copy_that_lags_behind_is_refused()
    {
        await Colleague.WithPasskeyAsync(identity, browser, passkey, "gulnara");
        using var owner = new Browser(identity);
        await Colleague.SignInByPasskeyAsync(owner, passkey);
        passkey.Count--;

        using var thief = new Browser(identity);
        Assert.Equal(Refused, (await Colleague.SignInByPasskeyAsync(thief, passkey)).Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("null")]
    public async Task Rubbish_is_refused(string answer)
    {
        using var thief = new Browser(identity);
        Assert.Equal(Refused, (await Colleague.SignInByPasskeyAsync(thief, _ => answer)).Fault);
    }

    [Fact]
    public async Task Another_ones_signature_is_refused()
    {
        await Colleague.WithPasskeyAsync(identity, browser, passkey, "kanat");
        using var other = new Authenticator(browser.Origin);
        using var second = new Browser(identity);
        await Colleague.WithPasskeyAsync(identity, second, other, "laura");
        using var thief = new Browser(identity);

        var shown = await Colleague.SignInByPasskeyAsync(thief, options =>
        {
            var (own, theirs) = (Parse(passkey.Get(options)), Parse(other.Get(options)));
            theirs["response"]!["signature"] = (string)own["response"]!["signature"]!;
            return theirs.ToJsonString();
        });

        Assert.Equal(Refused, shown.Fault);
    }

    [Fact]
    public async Task A_passkey_is_added_to_nobody_but_who_asked()
    {
        await Colleague.WithPasskeyAsync(identity, browser, passkey, "madina");
        using var second = new Browser(identity);
        using var other = new Authenticator(second.Origin);
        await Colleague.WithPasskeyAsync(identity, second, other, "nurlan");
        using var third = new Authenticator(second.Origin);

        // The challenge of one, the page of the other: each browser has its own.
        var page = await browser.OpenAsync("/connect/account/passkeys");
        var theirs = await second.OpenAsync("/connect/account/passkeys");
        var answer = third.Create(await second.ChallengeAsync(theirs, "/connect/account/passkeys"));
        Assert.Equal("The passkey was not added. Please try again.", (await browser.SubmitAsync(page, "/connect/account/passkeys", ("name", "x"), ("credential", answer))).Fault);
        // And none is added twice.
        Assert.Equal("The passkey was not added. Please try again.", (await Colleague.AddPasskeyAsync(browser, passkey)).Fault);
        Assert.Equal("Your account", (await Colleague.AddPasskeyAsync(browser, third)).Title);
    }

    [Fact]
    public async Task A_passkey_without_finger_or_PIN_is_not_added()
    {
        var colleague = await Colleague.AddAsync(identity, "olzhas");
        await colleague.ChoosePasswordAsync(browser, await browser.AuthorizeAsync());
        passkey.VerifiesPerson = false;

        Assert.NotNull((await Colleague.AddPasskeyAsync(browser, passkey)).Fault);
        Assert.False((await browser.AuthorizeAsync()).IsAtTheDesk);
        Assert.Equal(0, await identity.Database.FindAsync(
            "select count(*) from identity.person_passkey where user_id = $1", [colleague.Id], row => row.GetInt64(0), CancellationToken.None));
    }

    [Fact]
    public async Task Who_is_disabled_or_reset_signs_in_no_more()
    {
        var (colleague, _) = await Colleague.WithPasskeyAsync(identity, browser, passkey, "saule");
        using var administrator = await identity.AsAsync("administrator");
        using var thief = new Browser(identity);

        await administrator.PostAsync($"/api/identity/people/{colleague.Id}/disable", null);
        Assert.Equal(Refused, (await Colleague.SignInByPasskeyAsync(thief, passkey)).Fault);
        await administrator.PostAsync($"/api/identity/people/{colleague.Id}/enable", null);
        Assert.Equal("Your account", (await Colleague.SignInByPasskeyAsync(thief, passkey)).Title);
        await administrator.PostAsync($"/api/identity/people/{colleague.Id}/reset", null);
        Assert.Equal(Refused, (await Colleague.SignInByPasskeyAsync(thief, passkey)).Fault);
    }

    private static System.Text.Json.Nodes.JsonNode Parse(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!;
}
