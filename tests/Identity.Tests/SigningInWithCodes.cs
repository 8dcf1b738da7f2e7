using Akorda.Identity.SecondFactors;
using Akorda.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace Akorda.Identity.Tests;

public sealed class SigningInWithCodes(IdentityWithAClock shared) : IClassFixture<IdentityWithAClock>, IDisposable
{
    private readonly IdentityHost identity = shared.Identity;
    private readonly FakeTimeProvider clock = shared.Clock;
    private readonly Browser browser = new(shared.Identity);

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task Nobody_of_the_newsroom_gets_a_code_for_the_Desk_before_a_second_factor_is_set_up()
    {
        var colleague = await Colleague.AddAsync(identity, "aigerim");

        // The one-time password leads to the form for their own, and that to the second factor.
        var setUp = await colleague.ChoosePasswordAsync(browser, await browser.AuthorizeAsync());
        Assert.Equal("Protect your sign-in", setUp.Title);
        foreach (var way in (string[])["login", "consent"]) Assert.False((await browser.AuthorizeAsync(("prompt", way))).IsAtTheDesk);
        Assert.Equal("/connect/sign-in", (await browser.AuthorizeAsync()).Path);
        Assert.Equal("login_required", (await browser.AuthorizeAsync(("prompt", "none"))).Query["error"]);
        foreach (var closed in (string[])["/connect/account/password", "/connect/account/recovery-codes", "/connect/account/codes/off"])
            Assert.Equal("/connect/sign-in", (await browser.OpenAsync(closed)).Path);

        var codes = await colleague.SetUpCodesAsync(browser, clock);
        Assert.Equal(10, codes.Codes.Distinct().Count());
        var desk = await browser.OpenAsync(codes.Document!.QuerySelector("p > a")!.GetAttribute("href")!);
        Assert.True(desk.IsAtTheDesk);
        var tokens = await browser.RedeemAsync(desk);
        Assert.Equal("Colleague aigerim", (await identity.WhoamiAsync(tokens.GetProperty("access_token").GetString()!)).Caller!.Value.GetProperty("name").GetString());
        Assert.Equal(
            ["person-added: roles editor; languages ", "password-accepted: sign-in page", "password-changed", "codes-set-up", "recovery-codes-made", "signed-in: second factor set up"],
            await colleague.ActsAsync());
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "berik");
        clock.Advance(TimeSpan.FromSeconds(30));
        var code = colleague.Code(clock);

        using var second = new Browser(identity);
        Assert.Equal("Confirm your sign-in", (await colleague.EnterPasswordAsync(second)).Title);
        Assert.Equal("Your account", (await second.EnterCodeAsync(code)).Title);

        using var third = new Browser(identity);
        await colleague.EnterPasswordAsync(third);
        Assert.StartsWith("The code is wrong or was used already", (await third.EnterCodeAsync(code)).Fault, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("Your account", (await third.EnterCodeAsync(colleague.Code(clock).Insert(3, " "))).Title);
    }

    [Fact]
    public async Task The_code_that_set_the_app_up_is_used_already()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "botagoz");

        using var second = new Browser(identity);
        await colleague.EnterPasswordAsync(second);

        Assert.NotNull((await second.EnterCodeAsync(colleague.Code(clock))).Fault);
    }

    [Fact]
    public async Task Of_two_who_show_the_same_code_at_once_one_is_too_late()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "dias");
        clock.Advance(TimeSpan.FromSeconds(30));
        using var one = new Browser(identity);
        using var two = new Browser(identity);
        await colleague.EnterPasswordAsync(one);
        await colleague.EnterPasswordAsync(two);

        var shown = await Task.WhenAll(one.EnterCodeAsync(colleague.Code(clock)), two.EnterCodeAsync(colleague.Code(clock)));

        Assert.Single(shown, page => page.Title == "Your account");
    }

    [Fact]
    public async Task A_code_of_a_minute_ago_or_of_a_minute_from_now_is_wrong()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "dina");
        using var second = new Browser(identity);
        await colleague.EnterPasswordAsync(second);
        clock.Advance(TimeSpan.FromSeconds(30));
        var old = colleague.Code(clock);
        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.NotNull((await second.EnterCodeAsync(old)).Fault);
    }

    [Fact]
    public async Task A_recovery_code_works_once_in_place_of_the_phone()
    {
        var (colleague, codes) = await Colleague.WithCodesAsync(identity, browser, clock, "erlan");
        var code = codes.Codes[3];
        using var second = new Browser(identity);
        await colleague.EnterPasswordAsync(second);

        // As somebody types it who reads it from paper.
        var account = await second.EnterCodeAsync(code.ToUpperInvariant().Replace('-', ' '));

        Assert.Equal("Your account", account.Title);
        Assert.Contains("Left: 9", account.Html, StringComparison.Ordinal);
        using var third = new Browser(identity);
        await colleague.EnterPasswordAsync(third);
        Assert.NotNull((await third.EnterCodeAsync(code)).Fault);
        Assert.Contains("signed-in: recovery code", await colleague.ActsAsync());
        var kept = await identity.Database.QueryAsync("select encode(digest, 'escape') from identity.recovery_code", [], row => row.GetString(0), CancellationToken.None);
        Assert.DoesNotContain(kept, digest => codes.Codes.Any(shown => digest.Contains(shown, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_password_alone_opens_nothing()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "gulnara");
        using var thief = new Browser(identity);
        await colleague.EnterPasswordAsync(thief);

        Assert.False((await thief.AuthorizeAsync()).IsAtTheDesk);
        foreach (var page in (string[])["", "/codes", "/codes/off", "/recovery-codes", "/passkeys", "/password"])
            Assert.Equal("/connect/sign-in", (await thief.OpenAsync("/connect/account" + page)).Path);
        // Nor has the grant for scripts a way around.
        Assert.Equal("invalid_grant", (await identity.PasswordAsync(colleague.UserName, colleague.Password)).Body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Wrong_codes_lock_as_wrong_passwords_do()
    {
        var (colleague, codes) = await Colleague.WithCodesAsync(identity, browser, clock, "kanat");
        clock.Advance(TimeSpan.FromSeconds(30));
        using var second = new Browser(identity);
        await colleague.EnterPasswordAsync(second);

        for (var guess = 0; guess < 5; guess++) Assert.NotNull((await second.EnterCodeAsync("wrong one")).Fault);

        Assert.NotNull((await second.EnterCodeAsync(colleague.Code(clock))).Fault);
        Assert.NotNull((await second.EnterCodeAsync(codes.Codes[0])).Fault);
        using var third = new Browser(identity);
        Assert.StartsWith("The name or the password is wrong", (await colleague.EnterPasswordAsync(third)).Fault, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("Your account", (await second.EnterCodeAsync(colleague.Code(clock))).Title);
        Assert.Equal(2, (await colleague.ActsAsync()).Count(act => act == "sign-in-refused: code, locked"));
    }

    [Fact]
    public async Task Guesses_at_the_same_instant_are_all_counted()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "laura");
        using var second = new Browser(identity);
        var form = await colleague.EnterPasswordAsync(second);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(guess => second.SubmitAsync(form, "/connect/sign-in/code", ("code", $"00000{guess}"))));

        var acts = await colleague.ActsAsync();
        Assert.Equal(5, acts.Count(act => act == "sign-in-refused: code"));
        Assert.Equal(3, acts.Count(act => act == "sign-in-refused: code, locked"));
    }

    [Fact]
    public async Task Who_knows_the_password_gets_no_more_guesses_by_entering_it_again()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "madina");
        using var thief = new Browser(identity);
        for (var guess = 0; guess < 4; guess++)
        {
            Assert.Equal("Confirm your sign-in", (await colleague.EnterPasswordAsync(thief)).Title);
            await thief.EnterCodeAsync("000000");
        }
        Assert.Equal("Confirm your sign-in", (await colleague.EnterPasswordAsync(thief)).Title);
        await thief.EnterCodeAsync("000000");

        Assert.NotNull((await colleague.EnterPasswordAsync(thief)).Fault);
    }

    [Fact]
    public async Task The_demos_people_go_without_and_may_have_one()
    {
        await browser.SubmitAsync(await browser.AuthorizeAsync(), "/connect/sign-in", ("username", "editor2"), ("password", IdentityHost.Password));
        Assert.True((await browser.AuthorizeAsync()).IsAtTheDesk);

        var demo = new Colleague(identity, "editor2", IdentityHost.Password);
        Assert.Equal(10, (await demo.SetUpCodesAsync(browser, clock)).Codes.Count);

        using var second = new Browser(identity);
        Assert.Equal("Confirm your sign-in", (await demo.EnterPasswordAsync(second)).Title);
        // The grant for scripts has no place for a code.
        Assert.Equal("invalid_grant", (await identity.PasswordAsync("editor2")).Body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_key_is_kept_encrypted()
    {
        await browser.SubmitAsync(await browser.OpenAsync("/connect/sign-in?return=/connect/account"), "/connect/sign-in", ("username", "publisher"), ("password", IdentityHost.Password));
        var page = await browser.OpenAsync("/connect/account/codes");
        var key = page.Codes.Single().Replace(" ", "", StringComparison.Ordinal);
        await new Colleague(identity, "publisher", IdentityHost.Password).SetUpCodesAsync(browser, clock);

        var kept = await identity.Database.FindAsync("select code_key from identity.person where user_name = 'publisher'", [], row => row.GetString(0), CancellationToken.None);

        Assert.DoesNotContain(key, kept, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("CfDJ8", kept, StringComparison.Ordinal);
    }
}

public sealed class ACodeOfTheMoment
{
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();

    // RFC 6238, appendix B, the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Is_that_of_the_standard(long seconds, string code) => Assert.Equal(seconds / 30, TimeCode.StepOf(Key, code, null, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Theory]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("")]
    [InlineData("２８７０８２")]
    public void Is_six_digits_and_nothing_else(string code) => Assert.Null(TimeCode.StepOf(Key, code, null, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void Is_told_to_an_app_in_its_own_form() => Assert.Equal(
        "otpauth://totp/Akorda:dana?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Akorda", TimeCode.AddressOf(Key, "Akorda", "dana"));
}

public sealed class AnOptionalSecondFactor
{
    [Fact]
    public async Task Is_not_asked_for()
    {
        await using var identity = await IdentityHost.StartAsync(settings => settings["Identity:SecondFactor"] = "optional");
        using var browser = new Browser(identity);
        var colleague = await Colleague.AddAsync(identity, "nurlan");

        Assert.True((await colleague.ChoosePasswordAsync(browser, await browser.AuthorizeAsync())).IsAtTheDesk);
    }

    [Fact]
    public async Task Has_no_other_name() => Assert.Contains(
        "Identity:SecondFactor", (await Assert.ThrowsAsync<InvalidOperationException>(() => IdentityHost.StartAsync(settings => settings["Identity:SecondFactor"] = "maybe"))).Message, StringComparison.Ordinal);
}
