using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.WebUtilities;

namespace Akorda.Identity.Tests;

/// <summary>A person at a browser without scripts: it keeps cookies, follows redirects among Identity's pages, and submits their forms.</summary>
internal sealed class Browser : IDisposable
{
    private readonly IdentityHost identity;
    private readonly HttpClient client;

    public Browser(IdentityHost identity, string language = "en")
    {
        this.identity = identity;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = identity.Host.Newsroom };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>As a browser names the newsroom.</summary>
    public string Origin => $"http://localhost:{identity.Host.Newsroom.Port}";

    public void Dispose() => client.Dispose();

    public Task<Shown> OpenAsync(string path) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>The Desk sends its person here; the end is the Desk's own address with a code, or a page on the way.</summary>
    public Task<Shown> AuthorizeAsync(params (string Name, string Value)[] other)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "desk",
            ["response_type"] = "code",
            ["redirect_uri"] = Origin + "/signin-oidc",
            ["scope"] = "openid offline_access newsroom",
            ["state"] = "a state",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in other) query[name] = value;
        return OpenAsync(QueryHelpers.AddQueryString("/connect/authorize", query));
    }

    /// <summary>Submits a form of the page with what was typed beside what stands there.</summary>
    /// <param name="action">Which form, where there are several.</param>
    public Task<Shown> SubmitAsync(Shown page, string? action, params (string Name, string Value)[] typed)
    {
        var form = page.Form(action);
        var fields = form.QuerySelectorAll("input").Where(input => input.HasAttribute("name")).ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        foreach (var (name, value) in typed) fields[name] = value;
        return PostAsync(form.GetAttribute("action")!, fields);
    }

    public Task<Shown> SubmitAsync(Shown page, params (string Name, string Value)[] typed) => SubmitAsync(page, null, typed);

    /// <summary>A code after the password.</summary>
    public async Task<Shown> EnterCodeAsync(string code) => await SubmitAsync(await OpenAsync("/connect/sign-in/code"), "/connect/sign-in/code", ("code", code));

    public Task<Shown> PostAsync(string path, IReadOnlyDictionary<string, string> fields) =>
        FollowAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) });

    /// <summary>What the script fetches: a challenge for this form.</summary>
    public async Task<string> ChallengeAsync(Shown page, string action)
    {
        var form = page.Form(action);
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await client.PostAsync(form.GetAttribute("data-challenge"), new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The Desk redeems the code that it was given.</summary>
    public async Task<System.Text.Json.JsonElement> RedeemAsync(Shown atTheDesk) => (await identity.TokenAsync(
        ("grant_type", "authorization_code"), ("client_id", "desk"), ("code", atTheDesk.Query["code"]!), ("redirect_uri", Origin + "/signin-oidc"), ("code_verifier", Verifier))).Body;

    public async Task<System.Text.Json.JsonElement> RefreshAsync(System.Text.Json.JsonElement tokens) => (await identity.TokenAsync(
        ("grant_type", "refresh_token"), ("client_id", "desk"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!))).Body;

    private const string Verifier = "a verifier of at least forty-three characters, as PKCE asks";

    private async Task<Shown> FollowAsync(HttpRequestMessage request)
    {
        while (true)
        {
            using var sent = request;
            var address = request.RequestUri!.OriginalString;
            var answer = await client.SendAsync(sent);
            if (answer.Headers.Location is not { } to)
            {
                var html = await answer.Content.ReadAsStringAsync();
                return new Shown(answer, address, html, await new HtmlParser().ParseDocumentAsync(html, CancellationToken.None));
            }
            if (!to.OriginalString.StartsWith("/connect/", StringComparison.Ordinal)) return new Shown(answer, to.OriginalString, "", null);
            request = new HttpRequestMessage(HttpMethod.Get, to);
        }
    }
}

/// <summary>Where a browser arrived, and what it shows there.</summary>
internal sealed record Shown(HttpResponseMessage Response, string Address, string Html, IDocument? Document)
{
    public HttpStatusCode Status => Response.StatusCode;

    public string Path => new Uri(new Uri("http://localhost"), Address).AbsolutePath;

    public Dictionary<string, string?> Query => QueryHelpers.ParseQuery(new Uri(new Uri("http://localhost"), Address).Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);

    /// <summary>Whether the Desk got its code.</summary>
    public bool IsAtTheDesk => Path == "/signin-oidc" && Query.ContainsKey("code");

    public string Title => Document!.QuerySelector("h1")!.TextContent;

    public string? Fault => Document!.QuerySelector("#fault")?.TextContent;

    public IElement Form(string? action) => Document!.QuerySelectorAll("form").First(form => action is null || form.GetAttribute("action") == action);

    public IReadOnlyList<string> Codes => [.. Document!.QuerySelectorAll("li > code").Select(code => code.TextContent)];
}
