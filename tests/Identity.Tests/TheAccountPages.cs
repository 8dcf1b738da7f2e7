using System.Net;
using Akorda.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace Akorda.Identity.Tests;

public sealed class TheAccountPages : IClassFixture<IdentityWithAClock>, IDisposable
{
    private static readonly string[] Changing = ["/codes", "/codes/off", "/recovery-codes", "/passkeys", "/password"];

    private readonly IdentityHost identity;
    private readonly FakeTimeProvider clock;
    private readonly Browser browser;
    private readonly Authenticator passkey;

    public TheAccountPages(IdentityWithAClock shared)
    {
        (identity, clock) = (shared.Identity, shared.Clock);
        browser = new Browser(identity);
        passkey = new Authenticator(browser.Origin);
    }

    public void Dispose()
    {
        browser.Dispose();
        passkey.Dispose();
    }

    [Fact]
    public async Task Tell_how_a_person_signs_in()
    {
        await Colleague.WithCodesAsync(identity, browser, clock, "aigerim");
        await Colleague.AddPasskeyAsync(browser, passkey, "Office <laptop>");

        var page = await browser.OpenAsync("/connect/account");

        Assert.Contains("Colleague aigerim", page.Document!.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("On: after the password", page.Document.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("Office <laptop>", page.Document.QuerySelector("ul a")!.TextContent);
        Assert.Contains("Left: 10", page.Document.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("/", page.Document.QuerySelectorAll("a")[^1].GetAttribute("href"));
    }

    [Fact]
    public async Task Change_nothing_for_who_signed_in_more_than_five_minutes_ago()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "berik");
        var forms = await Task.WhenAll(Changing.Select(page => browser.OpenAsync("/connect/account" + page)));
        Assert.All(forms, form => Assert.StartsWith("/connect/account/", form.Path, StringComparison.Ordinal));
        var before = await StateAsync(colleague);

        clock.Advance(TimeSpan.FromSeconds(301));

        Assert.Equal("Your account", (await browser.OpenAsync("/connect/account")).Title);
        foreach (var form in forms)
        {
            Assert.Equal("/connect/sign-in", (await browser.OpenAsync(form.Path)).Path);
            Assert.Equal("/connect/sign-in", (await browser.SubmitAsync(form, form.Path)).Path);
        }
        Assert.Equal(before, await StateAsync(colleague));
        // After another sign-in the person is where they wanted to be.
        await colleague.EnterPasswordAsync(browser, await browser.OpenAsync("/connect/account/codes/off"));
        Assert.Equal("/connect/account/codes/off", (await browser.EnterCodeAsync(colleague.Code(clock))).Path);
    }

    [Fact]
    public async Task Obey_no_form_that_another_site_made()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "dias");
        await Colleague.AddPasskeyAsync(browser, passkey);
        var own = (await browser.OpenAsync("/connect/account")).Document!.QuerySelector("ul a")!.GetAttribute("href")!;
        using var halfway = new Browser(identity);
        await colleague.EnterPasswordAsync(halfway);
        using var attacker = new Browser(identity);
        var theirToken = (await attacker.OpenAsync("/connect/sign-in")).Document!.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var before = await StateAsync(colleague);
        clock.Advance(TimeSpan.FromSeconds(30));

        foreach (var token in (string?[])[null, "", theirToken])
        {
            var fields = new Dictionary<string, string>
            {
                ["username"] = colleague.UserName, ["current"] = colleague.Password, ["password"] = "another long phrase", ["again"] = "another long phrase", ["name"] = "Theirs", ["code"] = colleague.Code(clock),
            };
            if (token is not null) fields["__RequestVerificationToken"] = token;
            foreach (var path in (string[])["/codes", "/codes/off", "/recovery-codes", "/passkeys", "/password", own["/connect/account".Length..], own["/connect/account".Length..] + "/remove"])
                Assert.Equal("The page had grown old. Please try again.", (await browser.PostAsync("/connect/account" + path, fields)).Fault);
            foreach (var path in (string[])["/connect/sign-in", "/connect/sign-in/code", "/connect/sign-in/passkey"])
                Assert.Equal("The page had grown old. Please try again.", (await halfway.PostAsync(path, fields)).Fault);
            foreach (var path in (string[])["/connect/sign-in/passkey/challenge", "/connect/account/passkeys/challenge"])
                Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(path, fields)).Status);
        }
        Assert.Equal(before, await StateAsync(colleague));
        Assert.False((await halfway.AuthorizeAsync()).IsAtTheDesk);
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Speak_three_languages_and_can_be_used_by_everybody(string language)
    {
        using var own = new Browser(identity, language);
        using var key = new Authenticator(own.Origin);
        var colleague = await Colleague.AddAsync(identity, "everybody-" + language);
        List<Shown> pages = [await own.OpenAsync("/connect/sign-in"), await colleague.EnterPasswordAsync(own)];
        pages.Add(await own.SubmitAsync(pages[^1], ("password", "short"), ("again", "short")));
        pages.Add(await colleague.ChoosePasswordAsync(own, await own.OpenAsync("/connect/sign-in?return=/connect/account")));
        pages.Add(await own.OpenAsync("/connect/account/codes"));
        pages.Add(await own.SubmitAsync(pages[^1], ("code", "1")));
        pages.Add(await colleague.SetUpCodesAsync(own, clock));
        pages.Add(await Colleague.AddPasskeyAsync(own, key));
        pages.Add(await own.OpenAsync(pages[^1].Document!.QuerySelector("ul a")!.GetAttribute("href")!));
        pages.AddRange(await Task.WhenAll(Changing.Select(page => own.OpenAsync("/connect/account" + page))));
        using var second = new Browser(identity, language);
        pages.Add(await colleague.EnterPasswordAsync(second));
        pages.Add(await second.EnterCodeAsync("1"));

        Assert.All(pages, page => AssertIsUsable(page, language));
        Assert.True(pages.Select(page => page.Title).Distinct().Count() >= 10);
    }

    [Theory]
    [InlineData("ru", "kk", "ru")]
    [InlineData("xx", "en", "en")]
    [InlineData("", "de", "kk")]
    public async Task Speak_the_language_that_was_chosen_in_the_Desk(string chosen, string accepted, string spoken)
    {
        using var own = new Browser(identity, accepted);
        own.Cookies.Add(identity.Host.Newsroom, new Cookie("akorda-language", chosen));

        Assert.Equal(spoken, (await own.OpenAsync("/connect/sign-in")).Document!.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Keep_one_second_factor_where_one_is_required()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "erlan");
        Assert.DoesNotContain("/codes/off", (await browser.OpenAsync("/connect/account")).Html, StringComparison.Ordinal);
        Assert.StartsWith("This is your only way", (await browser.SubmitAsync(await browser.OpenAsync("/connect/account/codes/off"))).Fault, StringComparison.Ordinal);

        await Colleague.AddPasskeyAsync(browser, passkey);
        using var elsewhere = new Browser(identity);
        await Colleague.SignInByPasskeyAsync(elsewhere, passkey);
        Assert.Contains("Codes from the app are off.", (await browser.SubmitAsync(await browser.OpenAsync("/connect/account/codes/off"))).Html, StringComparison.Ordinal);
        // Who was signed in elsewhere is so no longer; here the person goes on.
        Assert.Equal("/connect/sign-in", (await elsewhere.OpenAsync("/connect/account")).Path);
        var page = await browser.OpenAsync((await browser.OpenAsync("/connect/account")).Document!.QuerySelector("ul a")!.GetAttribute("href")!);
        var remove = page.Path + "/remove";
        Assert.StartsWith("This is your only way", (await browser.SubmitAsync(page, remove)).Fault, StringComparison.Ordinal);

        await colleague.SetUpCodesAsync(browser, clock);
        var account = await browser.SubmitAsync(page, remove);
        Assert.Contains("The passkey was removed.", account.Html, StringComparison.Ordinal);
        using var thief = new Browser(identity);
        Assert.NotNull((await Colleague.SignInByPasskeyAsync(thief, passkey)).Fault);
        Assert.Equal(["codes-turned-off", "codes-set-up", "passkey-removed"], (await colleague.ActsAsync())[^3..]);
    }

    [Fact]
    public async Task Give_a_passkey_another_name()
    {
        await Colleague.WithPasskeyAsync(identity, browser, passkey, "gulnara");
        var page = await browser.OpenAsync((await browser.OpenAsync("/connect/account")).Document!.QuerySelector("ul a")!.GetAttribute("href")!);

        foreach (var name in (string[])["", " ", "two\nlines", new string('x', 61), "\u202Etfel"])
            Assert.StartsWith("The name must not be blank", (await browser.SubmitAsync(page, page.Path, ("name", name))).Fault, StringComparison.Ordinal);
        var account = await browser.SubmitAsync(page, page.Path, ("name", "Жұмыс ноутбугі"));

        Assert.Equal("Жұмыс ноутбугі", account.Document!.QuerySelector("ul a")!.TextContent);
        using var second = new Browser(identity);
        Assert.Equal("Your account", (await Colleague.SignInByPasskeyAsync(second, passkey)).Title);
    }

    [Fact]
    public async Task Touch_no_passkey_of_somebody_else()
    {
        var (theirs, _) = await Colleague.WithPasskeyAsync(identity, browser, passkey, "kanat");
        var address = (await browser.OpenAsync("/connect/account")).Document!.QuerySelector("ul a")!.GetAttribute("href")!;
        using var other = new Browser(identity);
        using var key = new Authenticator(other.Origin);
        await Colleague.WithPasskeyAsync(identity, other, key, "laura");
        var token = (await other.OpenAsync("/connect/account/password")).Document!.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var before = await StateAsync(theirs);

        foreach (var path in (string[])[address, address + "/remove", "/connect/account/passkeys/no passkey at all!"])
            Assert.Equal("/connect/account", (await other.PostAsync(path, new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["name"] = "Mine" })).Path);

        Assert.Equal(before, await StateAsync(theirs));
    }

    [Fact]
    public async Task Give_new_recovery_codes_for_the_old_ones()
    {
        var (colleague, old) = await Colleague.WithCodesAsync(identity, browser, clock, "madina");

        var renewed = await browser.SubmitAsync(await browser.OpenAsync("/connect/account/recovery-codes"));

        Assert.Equal(10, renewed.Codes.Except(old.Codes).Count());
        using var second = new Browser(identity);
        await colleague.EnterPasswordAsync(second);
        Assert.NotNull((await second.EnterCodeAsync(old.Codes[0])).Fault);
        Assert.Equal("Your account", (await second.EnterCodeAsync(renewed.Codes[0])).Title);
    }

    [Fact]
    public async Task Move_the_codes_to_another_phone()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "nurlan");
        clock.Advance(TimeSpan.FromSeconds(60));
        var old = colleague.Code(clock);
        Assert.Contains("Codes from the app are on.", (await colleague.SetUpCodesAsync(browser, clock)).Html, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(30));

        using var second = new Browser(identity);
        await colleague.EnterPasswordAsync(second);
        Assert.NotNull((await second.EnterCodeAsync(old)).Fault);
        Assert.Equal("Your account", (await second.EnterCodeAsync(colleague.Code(clock))).Title);
    }

    [Fact]
    public async Task Take_no_key_that_they_did_not_show_to_this_person()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "olzhas");
        using var attacker = new Browser(identity);
        var theirs = await Colleague.AddAsync(identity, "oryn");
        await theirs.ChoosePasswordAsync(attacker, await attacker.OpenAsync("/connect/sign-in?return=/connect/account"));
        var shown = await attacker.OpenAsync("/connect/account/codes");
        var before = await StateAsync(colleague);

        foreach (var key in (string[])[shown.Document!.QuerySelector("input[name=key]")!.GetAttribute("value")!, "", "nonsense"])
            Assert.Equal("The page had grown old. Please try again.", (await browser.SubmitAsync(await browser.OpenAsync("/connect/account/codes"), ("key", key), ("code", "123456"))).Fault);

        Assert.Equal(before, await StateAsync(colleague));
    }

    [Fact]
    public async Task Forget_their_person_when_they_sign_out()
    {
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "zarina");
        using var halfway = new Browser(identity);
        await colleague.EnterPasswordAsync(halfway);

        foreach (var one in (Browser[])[browser, halfway]) Assert.Equal("/connect/sign-in", (await one.OpenAsync("/connect/logout")).Path);

        Assert.Equal("/connect/sign-in", (await browser.OpenAsync("/connect/account")).Path);
        Assert.Equal("/connect/sign-in", (await halfway.OpenAsync("/connect/sign-in/code")).Path);
    }

    // Everything that a person's sign-in depends on.
    private async Task<string> StateAsync(Colleague colleague) => (await identity.Database.FindAsync(
        """
        select concat_ws('|', code_key, last_code_step, password_hash, security_stamp, two_factor_enabled,
                         (select string_agg(k::text, '|' order by credential_id) from identity.person_passkey k where user_id = id),
                         (select string_agg(c::text, '|' order by digest) from identity.recovery_code c where person_id = id))
          from identity.person
         where id = $1
        """, [colleague.Id], row => row.GetString(0), CancellationToken.None))!;

    private static void AssertIsUsable(Shown page, string language)
    {
        var document = page.Document!;
        Assert.Equal(language, document.DocumentElement.GetAttribute("lang"));
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Equal(page.Title, document.Title);
        Assert.NotNull(document.QuerySelector("meta[name=viewport]"));
        Assert.DoesNotContain(document.QuerySelectorAll("[id]").Select(one => one.Id), id => document.QuerySelectorAll($"[id='{id}']").Length > 1);
        foreach (var field in document.QuerySelectorAll("input:not([type=hidden], [hidden])"))
        {
            Assert.NotEmpty(document.QuerySelector($"label[for={field.Id}]")!.TextContent.Trim());
            foreach (var id in (field.GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)) Assert.NotEmpty(document.GetElementById(id)!.TextContent.Trim());
        }
        if (page.Fault is not null)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains("fault", document.QuerySelector("input[aria-invalid=true][autofocus]")!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        }
        Assert.All(document.QuerySelectorAll("button, a"), one => Assert.NotEmpty(one.TextContent.Trim()));
        Assert.All(document.QuerySelectorAll("svg"), picture => Assert.NotEmpty(picture.GetAttribute("aria-label")!));
        Assert.Empty(document.QuerySelectorAll("[style], script:not([src])"));
        // Nothing of one language stands in a page of another.
        var text = document.Body!.TextContent;
        if (language == "en") Assert.DoesNotMatch("[А-Яа-яЁё]", text);
        if (language == "ru") Assert.DoesNotMatch("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]", text);
        if (language == "kk") Assert.Matches("[әғқңөұүһі]", text);
    }
}
