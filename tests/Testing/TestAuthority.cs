using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Akorda.Testing;

/// <summary>Another OpenID Connect authority than our own: it shows that any can stand in Identity's place, and lets a test be whoever it needs.</summary>
public static class TestAuthority
{
    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "test" };
    private static readonly Lazy<Task<string>> Address = new(StartAsync);

    /// <summary>The issuer's address; started by the first who asks.</summary>
    public static Task<string> AddressAsync() => Address.Value;

    /// <summary>An access token as the newsroom expects it.</summary>
    public static string Token(string issuer, string person, IReadOnlyList<string> roles, IReadOnlyList<string> languages, DateTimeOffset signedInAt) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "newsroom",
            TokenType = "at+jwt",
            // Far around every test clock: what is tested with these tokens is not their age.
            NotBefore = DateTime.UnixEpoch,
            Expires = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = person,
                ["name"] = person,
                ["role"] = roles,
                ["languages"] = languages,
                ["auth_time"] = signedInAt.ToUnixTimeSeconds(),
            },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });

    private static async Task<string> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        string Issuer() => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        app.MapGet("/.well-known/openid-configuration", () => TypedResults.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer(),
            ["jwks_uri"] = Issuer() + "/jwks",
            ["authorization_endpoint"] = Issuer() + "/authorize",
            ["token_endpoint"] = Issuer() + "/token",
        }));
        app.MapGet("/jwks", () =>
        {
            var key = Key.Rsa.ExportParameters(includePrivateParameters: false);
            return TypedResults.Json(new
            {
                keys = new[] { new { kty = "RSA", use = "sig", kid = Key.KeyId, alg = "RS256", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } },
            });
        });
        // A service that asks for a token of its own gets one: the Publisher fetches pictures with it.
        app.MapPost("/token", () => TypedResults.Json(new
        {
            access_token = Token(Issuer(), "publisher", ["service"], [], DateTimeOffset.UnixEpoch),
            token_type = "Bearer",
            expires_in = 900,
        }));
        await app.StartAsync();
        return Issuer();
    }
}
