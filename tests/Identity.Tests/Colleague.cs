using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Akorda.Identity.Tests;

/// <summary>Somebody whom an administrator added to the newsroom: no person of the demo.</summary>
internal sealed class Colleague(IdentityHost identity, string userName, string password)
{
    public const string OwnPassword = "a long phrase of their own";

    private byte[] codeKey = [];

    public string UserName => userName;

    public string Password { get; private set; } = password;

    public Guid Id { get; private set; }

    /// <summary>Added a moment ago, with a one-time password.</summary>
    public static async Task<Colleague> AddAsync(IdentityHost identity, string userName, params string[] roles)
    {
        using var administrator = await identity.AsAsync("administrator");
        var answer = await administrator.PostAsJsonAsync("/api/identity/people", new { userName, name = "Colleague " + userName, roles = roles.Length > 0 ? roles : ["editor"], languages = Array.Empty<string>() });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var added = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new Colleague(identity, userName, added.GetProperty("oneTimePassword").GetString()!) { Id = added.GetProperty("person").GetProperty("id").GetGuid() };
    }

    /// <summary>With a password of their own, and halfway: the second factor is owed.</summary>
    public async Task<Shown> ChoosePasswordAsync(Browser browser, Shown signIn)
    {
        var form = await EnterPasswordAsync(browser, signIn);
        Assert.Equal("/connect/account/password", form.Path);
        var next = await browser.SubmitAsync(form, ("password", OwnPassword), ("again", OwnPassword));
        Password = OwnPassword;
        return next;
    }

    /// <summary>Added, with their own password and codes of an app; the browser is signed in and shows the recovery codes.</summary>
    public static async Task<(Colleague, Shown RecoveryCodes)> WithCodesAsync(IdentityHost identity, Browser browser, FakeTimeProvider clock, string userName, params string[] roles)
    {
        var colleague = await AddAsync(identity, userName, roles);
        await colleague.ChoosePasswordAsync(browser, await browser.OpenAsync("/connect/sign-in?return=/connect/account"));
        return (colleague, await colleague.SetUpCodesAsync(browser, clock));
    }

    /// <summary>Added, with their own password and a passkey; the browser is signed in and shows the recovery codes.</summary>
    public static async Task<(Colleague, Shown RecoveryCodes)> WithPasskeyAsync(IdentityHost identity, Browser browser, Authenticator passkey, string userName)
    {
        var colleague = await AddAsync(identity, userName);
        await colleague.ChoosePasswordAsync(browser, await browser.OpenAsync("/connect/sign-in?return=/connect/account"));
        return (colleague, await AddPasskeyAsync(browser, passkey));
    }

    public async Task<Shown> SetUpCodesAsync(Browser browser, FakeTimeProvider clock)
    {
        var page = await browser.OpenAsync("/connect/account/codes");
        Assert.Equal("/connect/account/codes", page.Path);
        codeKey = Base32(page.Codes.Single());
        return await browser.SubmitAsync(page, ("code", Code(clock)));
    }

    public static async Task<Shown> AddPasskeyAsync(Browser browser, Authenticator passkey, string name = "Laptop")
    {
        var page = await browser.OpenAsync("/connect/account/passkeys");
        Assert.Equal("/connect/account/passkeys", page.Path);
        return await browser.SubmitAsync(page, "/connect/account/passkeys", ("name", name), ("credential", passkey.Create(await browser.ChallengeAsync(page, "/connect/account/passkeys"))));
    }

    public Task<Shown> EnterPasswordAsync(Browser browser, Shown signIn) => browser.SubmitAsync(signIn, "/connect/sign-in", ("username", UserName), ("password", Password));

    public async Task<Shown> EnterPasswordAsync(Browser browser) => await EnterPasswordAsync(browser, await browser.OpenAsync("/connect/sign-in?return=/connect/account"));

    /// <summary>The code that the app shows now, made here by the words of RFC 6238 and not by the product's.</summary>
    public string Code(FakeTimeProvider clock)
    {
        var counter = BitConverter.GetBytes(clock.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(counter);
#pragma warning disable CA5350 // What RFC 6238 and the apps use.
        var hash = HMACSHA1.HashData(codeKey, counter);
#pragma warning restore CA5350
        var offset = hash[19] & 0xF;
        var number = ((hash[offset] & 0x7F) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return $"{number % 1_000_000:D6}";
    }

    public static Task<Shown> SignInByPasskeyAsync(Browser browser, Authenticator passkey) => SignInByPasskeyAsync(browser, passkey.Get);

    public static async Task<Shown> SignInByPasskeyAsync(Browser browser, Func<string, string> answer)
    {
        var page = await browser.OpenAsync("/connect/sign-in?return=/connect/account");
        return await browser.SubmitAsync(page, "/connect/sign-in/passkey", ("credential", answer(await browser.ChallengeAsync(page, "/connect/sign-in/passkey"))));
    }

    /// <summary>What the audit says of them, in order.</summary>
    public Task<List<string>> ActsAsync() => Postgres.Queries.QueryAsync(
        identity.Database, "select act || coalesce(': ' || detail, '') from audit.act where subject = $1 order by act_id", [Id.ToString()], row => row.GetString(0), CancellationToken.None);

    private static byte[] Base32(string text)
    {
        var bits = string.Concat(text.Replace(" ", "", StringComparison.Ordinal).Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }
}
