using System.Net;
using Akorda.Postgres;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Akorda.Identity.Tests;

public sealed class SigningInByPassword(SharedIdentity shared) : IClassFixture<SharedIdentity>
{
    private readonly IdentityHost identity = shared.Identity;

    [Fact]
    public async Task The_API_knows_the_person_by_the_token()
    {
        var (response, caller) = await identity.WhoamiAsync(await identity.AccessTokenAsync("chief"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["administrator", "editor", "publisher", "reviewer", "translator"], caller!.Value.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).Order());
        Assert.Equal(["en", "kk", "ru"], caller.Value.GetProperty("languages").EnumerateArray().Select(language => language.GetString()).Order());
        Assert.Equal("Demo chief", caller.Value.GetProperty("name").GetString());
        Assert.InRange(TimeProvider.System.GetUtcNow() - caller.Value.GetProperty("signedInAt").GetDateTimeOffset(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await identity.WhoamiAsync(await identity.AccessTokenAsync("reviewer2"), "/api/whoami/reviewers")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await identity.WhoamiAsync(await identity.AccessTokenAsync("editor"), "/api/whoami/reviewers")).Response.StatusCode);
    }

    [Fact]
    public async Task The_token_is_a_signed_JWT_for_a_quarter_of_an_hour()
    {
        var token = new JsonWebToken(await identity.AccessTokenAsync("translator-kk"));

        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("ES256", token.Alg);
        Assert.Equal(["newsroom"], token.Audiences);
        Assert.Equal(TimeSpan.FromMinutes(15), token.ValidTo - token.IssuedAt);
        Assert.Equal("translator", token.GetClaim("role").Value);
        Assert.Equal("kk", token.GetClaim("languages").Value);
        Assert.DoesNotContain(token.Claims, claim => claim.Type == "stamp");
    }

    [Fact]
    public async Task An_issued_token_leaves_no_row()
    {
        await identity.AccessTokenAsync("editor");

        Assert.Equal(0, await CountAsync("select (select count(*) from identity.oauth_token) + (select count(*) from identity.oauth_authorization)"));
    }

    [Theory]
    [InlineData("editor", "wrong password")]
    [InlineData("nobody", IdentityHost.Password)]
    [InlineData("editor", "")]
    [InlineData("", "")]
    [InlineData("редактор", "құпиясөз")]
    public async Task A_wrong_name_or_password_gets_no_token(string userName, string password)
    {
        var (response, body) = await identity.PasswordAsync(userName, password);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(password.Length == 0 ? "invalid_request" : "invalid_grant", body.GetProperty("error").GetString());
        Assert.False(body.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task A_token_without_the_newsroom_is_not_given()
    {
        var (response, body) = await identity.TokenAsync(("grant_type", "password"), ("client_id", "demo"), ("username", "editor"), ("password", IdentityHost.Password));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_scope", body.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("desk")]
    [InlineData("publisher")]
    public async Task Only_the_demo_client_may_ask_for_it(string client)
    {
        var (_, body) = await identity.TokenAsync(
            ("grant_type", "password"), ("client_id", client), ("username", "editor"), ("password", IdentityHost.Password), ("scope", "newsroom"));

        Assert.Contains(body.GetProperty("error").GetString(), new[] { "invalid_client", "unauthorized_client" });
    }

    [Fact]
    public async Task Guesses_lock_the_person_and_only_this_one()
    {
        // All at once: each must be counted.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => identity.PasswordAsync("reviewer", "a guess")));

        Assert.Equal("invalid_grant", (await identity.PasswordAsync("reviewer")).Body.GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.OK, (await identity.PasswordAsync("reviewer2")).Response.StatusCode);
        Assert.Equal(4, await CountAsync("select count(*) from audit.act where act = 'sign-in-refused' and detail = 'demo, locked'"));
    }

    [Fact]
    public async Task A_right_password_before_the_lock_forgets_the_wrong_ones()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var wrong = 0; wrong < 4; wrong++) await identity.PasswordAsync("translator-ru", "a guess");
            Assert.Equal(HttpStatusCode.OK, (await identity.PasswordAsync("translator-ru")).Response.StatusCode);
        }
    }

    [Fact]
    public async Task The_audit_tells_who_came_and_who_was_refused_but_no_password()
    {
        var last = await CountAsync("select coalesce(max(act_id), 0) from audit.act");
        await identity.PasswordAsync("editor");
        await identity.PasswordAsync("editor", "wrong-secret");
        await identity.PasswordAsync("name-or-secret", "wrong-secret");
        await identity.TokenAsync(("grant_type", "client_credentials"), ("client_id", "publisher"), ("client_secret", "wrong-secret"), ("scope", "newsroom"));

        var acts = await identity.Database.QueryAsync(
            "select a.act, coalesce(p.user_name, a.subject) as who, a.detail from audit.act a left join identity.person p on p.id::text = a.subject where act_id > $1 order by act_id",
            [last], row => (row.GetString(0), row.GetString(1), row.GetString(2)), CancellationToken.None);

        Assert.Equal(
            [("signed-in", "editor", "demo"), ("sign-in-refused", "editor", "demo"), ("sign-in-refused", "unknown", "demo"), ("sign-in-refused", "publisher", "client")],
            acts);
    }

    [Fact]
    public async Task No_other_listener_issues_tokens()
    {
        foreach (var listener in new[] { identity.Host.Site, identity.Host.SiteIntake, identity.Host.Sandbox })
        {
            using var client = Testing.TestHost.Client(listener);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/.well-known/openid-configuration")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/connect/token", new FormUrlEncodedContent([]))).StatusCode);
        }
    }

    private async Task<long> CountAsync(string sql) => await identity.Database.FindAsync(sql, [], row => row.GetInt64(0), CancellationToken.None);
}
