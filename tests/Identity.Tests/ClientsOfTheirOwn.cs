using System.Net;

namespace Akorda.Identity.Tests;

public sealed class ClientsOfTheirOwn(SharedIdentity shared) : IClassFixture<SharedIdentity>
{
    private readonly IdentityHost identity = shared.Identity;

    [Fact]
    public async Task The_publisher_is_a_service_and_nothing_else()
    {
        var (_, body) = await AskAsync("publisher", IdentityHost.PublisherSecret);

        var (response, caller) = await identity.WhoamiAsync(body.GetProperty("access_token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("publisher", caller!.Value.GetProperty("id").GetString());
        Assert.Equal(["service"], caller.Value.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        // No person signed in, so no act that needs a fresh sign-in is open.
        Assert.Equal(System.Text.Json.JsonValueKind.Null, caller.Value.GetProperty("signedInAt").ValueKind);
        Assert.Equal(HttpStatusCode.Forbidden, (await identity.WhoamiAsync(body.GetProperty("access_token").GetString()!, "/api/whoami/reviewers")).Response.StatusCode);
    }

    [Theory]
    [InlineData("publisher", "a guess")]
    [InlineData("publisher", null)]
    [InlineData("desk", null)]
    [InlineData("demo", null)]
    [InlineData("stranger", "a guess")]
    public async Task Nobody_else_gets_one(string client, string? secret)
    {
        var (response, body) = await AskAsync(client, secret);

        Assert.False(response.IsSuccessStatusCode);
        Assert.False(body.TryGetProperty("access_token", out _));
        Assert.Contains(body.GetProperty("error").GetString(), new[] { "invalid_client", "unauthorized_client", "invalid_request" });
    }

    [Fact]
    public async Task A_client_is_given_no_other_scope_than_its_own()
    {
        var (_, body) = await identity.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", "publisher"), ("client_secret", IdentityHost.PublisherSecret), ("scope", "newsroom everything"));

        Assert.Equal("invalid_scope", body.GetProperty("error").GetString());
    }

    private Task<(HttpResponseMessage Response, System.Text.Json.JsonElement Body)> AskAsync(string client, string? secret)
    {
        List<(string, string)> form = [("grant_type", "client_credentials"), ("client_id", client), ("scope", "newsroom")];
        if (secret is not null) form.Add(("client_secret", secret));
        return identity.TokenAsync([.. form]);
    }
}
