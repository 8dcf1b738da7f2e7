using System.Net;
using System.Security.Cryptography;
using System.Text;
using Akorda.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Akorda.Identity.Tests;

public sealed class ForgedTokens(SharedIdentity shared) : IClassFixture<SharedIdentity>
{
    private readonly IdentityHost identity = shared.Identity;

    [Fact]
    public async Task The_newsrooms_own_key_is_what_makes_the_difference()
    {
        // The same making as below, with nothing forged: or the refusals would prove nothing.
        Assert.Equal(HttpStatusCode.OK, await AnswerAsync(Make(OwnKey())));
        Assert.Equal(HttpStatusCode.Unauthorized, await AnswerAsync(Make(Key(ECDsa.Create(ECCurve.NamedCurves.nistP256)))));
    }

    [Fact]
    public async Task Without_a_signature() => Assert.Equal(HttpStatusCode.Unauthorized, await AnswerAsync(Make(null)));

    [Fact]
    public async Task Signed_with_the_public_key_as_if_it_were_a_secret()
    {
        using var key = OwnEcdsa();
        foreach (var secret in new[] { key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()) })
            Assert.Equal(HttpStatusCode.Unauthorized, await AnswerAsync(Make(new SigningCredentials(new SymmetricSecurityKey(secret) { KeyId = "any" }, SecurityAlgorithms.HmacSha256))));
    }

    [Fact]
    public async Task Altered_after_it_was_signed()
    {
        var parts = Make(OwnKey()).Split('.');
        var altered = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("\"editor\"", "\"administrator\"", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Unauthorized, await AnswerAsync($"{parts[0]}.{altered}.{parts[2]}"));
    }

    [Theory]
    [InlineData("elsewhere", "at+jwt", null, 60)]
    [InlineData("newsroom", "JWT", null, 60)]
    [InlineData("newsroom", "at+jwt", "https://elsewhere.example/", 60)]
    [InlineData("newsroom", "at+jwt", null, -60)]
    public async Task Meant_for_another_place_purpose_or_time(string audience, string type, string? issuer, int secondsLeft) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await AnswerAsync(Make(OwnKey(), audience, type, issuer, secondsLeft)));

    [Fact]
    public async Task Of_another_authority() => Assert.Equal(HttpStatusCode.Unauthorized, await AnswerAsync(
        TestAuthority.Token(await TestAuthority.AddressAsync(), "editor", ["editor"], [], TimeProvider.System.GetUtcNow())));

    private async Task<HttpStatusCode> AnswerAsync(string token) => (await identity.WhoamiAsync(token)).Response.StatusCode;

    private string Make(SigningCredentials? key, string audience = "newsroom", string type = "at+jwt", string? issuer = null, int secondsLeft = 60)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? $"http://localhost:{identity.Host.Newsroom.Port}/",
            Audience = audience,
            TokenType = type,
            NotBefore = now.AddMinutes(-15),
            IssuedAt = now.AddMinutes(-15),
            Expires = now.AddSeconds(secondsLeft),
            Claims = new Dictionary<string, object> { ["sub"] = "mallory", ["role"] = new[] { "editor" } },
            SigningCredentials = key,
        });
    }

    private SigningCredentials OwnKey() => Key(OwnEcdsa());

    private static SigningCredentials Key(ECDsa key) => new(new ECDsaSecurityKey(key) { KeyId = "any" }, SecurityAlgorithms.EcdsaSha256);

    private ECDsa OwnEcdsa()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(identity.SigningKeyFile));
        return key;
    }
}
