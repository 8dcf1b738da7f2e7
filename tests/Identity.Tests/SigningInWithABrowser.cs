using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Akorda.Identity.Tests;

public sealed class SigningInWithABrowser : IClassFixture<SharedIdentity>, IDisposable
{
    private const string Verifier = "a verifier of at least forty-three characters, as PKCE asks";

    private readonly IdentityHost identity;
    private readonly HttpClient browser;
    private readonly CookieContainer cookies = new();

    public SigningInWithABrowser(SharedIdentity shared)
    {
        identity = shared.Identity;
        browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = identity.Host.Newsroom };
    }

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task Form_code_and_verifier_lead_to_a_token_of_the_person()
    {
        var tokens = await RedeemAsync(await CodeAsync("translator-kk"));

        var (response, caller) = await identity.WhoamiAsync(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Demo translator, kk", caller!.Value.GetProperty("name").GetString());
        Assert.Equal("kk", caller.Value.GetProperty("languages")[0].GetString());
        Assert.NotEqual(JsonValueKind.Null, caller.Value.GetProperty("signedInAt").ValueKind);
        var about = new JsonWebToken(tokens.GetProperty("id_token").GetString());
        Assert.Equal(caller.Value.GetProperty("id").GetString(), about.Subject);
        Assert.Equal(["desk"], about.Audiences);
        Assert.True(about.TryGetPayloadValue("auth_time", out long at) && at > 0);
        // It tells the Desk who signed in; it opens nothing.
        Assert.Equal(HttpStatusCode.Unauthorized, (await identity.WhoamiAsync(about.EncodedToken)).Response.StatusCode);
    }

    [Fact]
    public async Task Who_is_signed_in_gets_the_next_code_without_a_form()
    {
        await CodeAsync("editor");

        Assert.NotNull(CodeOf(await browser.GetAsync(Request())));
        Assert.Equal(SignInPage, PathOf(await browser.GetAsync(Request(("prompt", "login")))));
        Assert.Equal(SignInPage, PathOf(await browser.GetAsync(Request(("max_age", "0")))));
        await browser.GetAsync("/connect/logout");
        Assert.Equal(SignInPage, PathOf(await browser.GetAsync(Request())));
        Assert.Equal("login_required", QueryOf(await browser.GetAsync(Request(("prompt", "none"))))["error"]);
    }

    [Fact]
    public async Task A_code_works_once_and_its_replay_ends_what_came_of_it()
    {
        var code = await CodeAsync("editor");
        var tokens = await RedeemAsync(code);

        Assert.Equal("invalid_grant", (await RedeemAsync(code)).GetProperty("error").GetString());
        Assert.Equal("invalid_grant", (await RefreshAsync(tokens)).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("another verifier of at least forty-three characters")]
    [InlineData("")]
    public async Task A_code_is_worth_nothing_without_its_verifier(string verifier) =>
        Assert.Contains((await RedeemAsync(await CodeAsync("editor"), verifier)).GetProperty("error").GetString(), new[] { "invalid_grant", "invalid_request" });

    [Fact]
    public async Task A_refreshed_token_keeps_the_time_of_the_sign_in()
    {
        var tokens = await RedeemAsync(await CodeAsync("editor"));
        var refreshed = await RefreshAsync(tokens);

        Assert.Equal(AuthTimeOf(tokens), AuthTimeOf(refreshed));
        Assert.Equal(HttpStatusCode.OK, (await identity.WhoamiAsync(refreshed.GetProperty("access_token").GetString()!)).Response.StatusCode);
    }

    [Fact]
    public async Task A_new_password_ends_what_the_old_one_opened()
    {
        var tokens = await RedeemAsync(await CodeAsync("editor"));

        await using (var act = identity.Database.CreateCommand("update identity.person set security_stamp = 'another'")) await act.ExecuteNonQueryAsync();

        Assert.Equal("invalid_grant", (await RefreshAsync(tokens)).GetProperty("error").GetString());
        Assert.Equal(SignInPage, PathOf(await browser.GetAsync(Request())));
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("client_id", "stranger")]
    [InlineData("client_id", "demo")]
    [InlineData("response_type", "token")]
    [InlineData("redirect_uri", "https://elsewhere.example/")]
    public async Task A_request_that_breaks_the_flow_is_refused_before_any_form(string name, string? value)
    {
        var response = await browser.GetAsync(Request((name, value)));

        if (response.Headers.Location is null) Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        else Assert.False(string.IsNullOrEmpty(QueryOf(response)["error"]));
        Assert.DoesNotContain("elsewhere", response.Headers.Location?.Host ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_shows_the_form_again_and_enough_of_them_lock()
    {
        for (var guess = 0; guess < 5; guess++)
        {
            var refused = await EnterAsync("reviewer", "a guess");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("""role="alert">The name or the password is wrong""", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync("reviewer", IdentityHost.Password)).StatusCode);
    }

    [Fact]
    public async Task A_form_that_another_site_made_is_refused()
    {
        var response = await browser.PostAsync(SignInPage, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["username"] = "editor", ["password"] = IdentityHost.Password, ["return"] = "/",
        }));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.DoesNotContain(cookies.GetAllCookies(), cookie => cookie.Name == "akorda-sign-in");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/connect/authorize?")]
    [InlineData("/api/whoami")]
    public async Task The_way_back_leads_only_to_an_authorization_request(string returnTo)
    {
        var response = await EnterAsync("editor", IdentityHost.Password, returnTo);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("ru-RU,ru;q=0.9,en;q=0.8", "ru", "Вход в редакцию")]
    [InlineData("de, en-GB;q=0.5", "en", "Sign in to the newsroom")]
    [InlineData("de", "kk", "Редакцияға кіру")]
    [InlineData(null, "kk", "Редакцияға кіру")]
    public async Task The_form_speaks_the_browsers_language(string? accept, string language, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, SignInPage);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept-Language", accept);

        var response = await browser.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains($"""<html lang="{language}">""", html, StringComparison.Ordinal);
        Assert.Contains($"<h1>{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(title)}</h1>", html, StringComparison.Ordinal);
        // The one script is a file of ours; nothing inline could run.
        Assert.Equal(1, html.Split("<script").Length - 1);
        Assert.Contains("""<script type="module" src="/connect/passkeys.js"></script>""", html, StringComparison.Ordinal);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src http://localhost:{identity.Host.Newsroom.Port}/connect/passkeys.js;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_is_shown_and_not_obeyed()
    {
        var html = await (await EnterAsync("\"><script>alert(1)</script>", "x")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_opens_nothing_under_the_API()
    {
        await CodeAsync("chief");

        Assert.Contains(cookies.GetAllCookies(), cookie => cookie is { Name: "akorda-sign-in", HttpOnly: true });
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/whoami")).StatusCode);
    }

    private const string SignInPage = "/connect/sign-in";

    private string Request(params (string Name, string? Value)[] other)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "desk",
            ["response_type"] = "code",
            ["redirect_uri"] = RedirectUri,
            ["scope"] = "openid offline_access newsroom",
            ["state"] = "a state",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in other) query[name] = value;
        return QueryHelpers.AddQueryString("/connect/authorize", query);
    }

    private string RedirectUri => $"http://localhost:{identity.Host.Newsroom.Port}/signin-oidc";

    private async Task<string> CodeAsync(string userName)
    {
        var form = await browser.GetAsync(Request());
        Assert.Equal(SignInPage, PathOf(form));
        var entered = await EnterAsync(userName, IdentityHost.Password, QueryOf(form)["return"]!);
        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        var answer = await browser.GetAsync(entered.Headers.Location);
        Assert.Equal("a state", QueryOf(answer)["state"]);
        Assert.StartsWith(RedirectUri, answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        return CodeOf(answer)!;
    }

    private async Task<HttpResponseMessage> EnterAsync(string userName, string password, string returnTo = "/")
    {
        using var show = new HttpRequestMessage(HttpMethod.Get, SignInPage + "?return=" + Uri.EscapeDataString(returnTo));
        var page = await (await browser.SendAsync(show)).Content.ReadAsStringAsync();
        using var document = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(page, CancellationToken.None);
        var fields = document.QuerySelector("form")!.QuerySelectorAll("input").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        (fields["username"], fields["password"]) = (userName, password);
        using var post = new HttpRequestMessage(HttpMethod.Post, SignInPage) { Content = new FormUrlEncodedContent(fields) };
        post.Headers.TryAddWithoutValidation("Accept-Language", "en");
        return await browser.SendAsync(post);
    }

    private async Task<JsonElement> RedeemAsync(string code, string verifier = Verifier) => (await identity.TokenAsync(
        ("grant_type", "authorization_code"), ("client_id", "desk"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", verifier))).Body;

    private async Task<JsonElement> RefreshAsync(JsonElement tokens) => (await identity.TokenAsync(
        ("grant_type", "refresh_token"), ("client_id", "desk"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!))).Body;

    private static string AuthTimeOf(JsonElement tokens) => new JsonWebToken(tokens.GetProperty("access_token").GetString()).GetClaim("auth_time").Value;

    private static string? PathOf(HttpResponseMessage response) => response.Headers.Location?.OriginalString.Split('?')[0];

    private static Dictionary<string, string?> QueryOf(HttpResponseMessage response) =>
        QueryHelpers.ParseQuery(response.Headers.Location!.OriginalString.Split('?', 2)[1]).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);

    private static string? CodeOf(HttpResponseMessage response) => QueryOf(response).GetValueOrDefault("code");
}
