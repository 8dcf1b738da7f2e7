using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Akorda.Approvals.Tests;

public sealed class ASignedApproval : IDisposable
{
    private const string Document = """{"format":1}""";
    private static readonly Guid Event = Guid.Parse("0193b0a1-0000-7000-8000-0000000000aa");
    private readonly SigningKey key = SigningKey.Create();
    private readonly PublicKeys keys;

    public ASignedApproval() => keys = PublicKeys.Of(key);

    public void Dispose() => key.Dispose();

    private static Approval Approval(CarriedApproval? carriedFrom = null) => new()
    {
        EventId = Event,
        Language = "kk",
        Revision = 2,
        Round = 1,
        Digest = Approvals.Approval.DigestOf(Document),
        Writers = ["editor", "translator"],
        Approver = "reviewer",
        ApprovedAt = new DateTimeOffset(2021, 12, 20, 10, 0, 0, TimeSpan.Zero),
        CarriedFrom = carriedFrom,
    };

    [Fact]
    public void Reads_back_as_it_was_signed()
    {
        var read = Approvals.Approval.Verify(Approval(new CarriedApproval(1, 3)).Sign(key), keys);
        Assert.NotNull(read);
        Assert.Equal(new CarriedApproval(1, 3), read.CarriedFrom);
        Assert.Equal(["editor", "translator"], read.Writers);
        Assert.Null(read.RefusalFor(Event, "kk", 2, 1, Document));
    }

    [Fact]
    public void Allows_this_text_and_no_other()
    {
        var approval = Approval();
        Assert.NotNull(approval.RefusalFor(Guid.Empty, "kk", 2, 1, Document));
        Assert.NotNull(approval.RefusalFor(Event, "ru", 2, 1, Document));
        Assert.NotNull(approval.RefusalFor(Event, "kk", 1, 1, Document));
        Assert.NotNull(approval.RefusalFor(Event, "kk", 3, 1, Document));
        Assert.NotNull(approval.RefusalFor(Event, "kk", 2, 2, Document));
        Assert.NotNull(approval.RefusalFor(Event, "kk", 2, 1, Document + " "));
    }

    [Fact]
    public void By_one_of_the_writers_allows_nothing()
    {
        Assert.NotNull((Approval() with { Approver = "translator" }).RefusalFor(Event, "kk", 2, 1, Document));
        Assert.NotNull((Approval() with { Writers = [] }).RefusalFor(Event, "kk", 2, 1, Document));
    }

    [Fact]
    public void By_another_key_is_none()
    {
        using var other = SigningKey.Create();
        Assert.Null(Approvals.Approval.Verify(Approval().Sign(other), keys));
        // Also when it claims the known key's name.
        var parts = Approval().Sign(key).Split('.');
        var forged = Approval().Sign(other).Split('.');
        Assert.Null(Approvals.Approval.Verify($"{parts[0]}.{forged[1]}.{forged[2]}", keys));
    }

    [Fact]
    public void With_any_byte_changed_is_none()
    {
        var token = Approval().Sign(key);
        for (var i = 0; i < token.Length; i++)
        {
            // The last character of a part may hold bits that say nothing, and must still be the one that was signed or not decode at all.
            foreach (var other in "Aa0-._=")
            {
                if (token[i] == other) continue;
                var changed = token[..i] + other + token[(i + 1)..];
                Assert.True(Approvals.Approval.Verify(changed, keys) is null, $"{other} at {i} of {token} still verifies");
            }
        }
    }

    [Fact]
    public void Without_a_signature_is_none()
    {
        var payload = Approval().Sign(key).Split('.')[1];
        foreach (var algorithm in (string[])["none", "None", "HS256", "ES384", ""])
        {
            var header = Encode(JsonSerializer.Serialize(new Dictionary<string, string> { ["alg"] = algorithm, ["kid"] = key.Id, ["typ"] = Approvals.Approval.Type }));
            Assert.Null(Approvals.Approval.Verify($"{header}.{payload}.", keys));
            using var hmac = new HMACSHA256(Encoding.ASCII.GetBytes(key.Id));
            Assert.Null(Approvals.Approval.Verify($"{header}.{payload}.{Base64Url.EncodeToString(hmac.ComputeHash(Encoding.ASCII.GetBytes($"{header}.{payload}")))}", keys));
        }
    }

    [Fact]
    public void Of_another_kind_is_none()
    {
        var payload = Base64Url.DecodeFromChars(Approval().Sign(key).Split('.')[1]);
        Assert.Null(Approvals.Approval.Verify(Jws.Sign(payload, "publication+jws", key), keys));
        Assert.Null(Approvals.Approval.Verify(Jws.SignDetached(payload, Approvals.Approval.Type, key), keys));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("W10.e30.AAAA")]
    [InlineData("\u0000.\u00e9.\ud800")]
    public void That_is_no_token_is_none(string token) => Assert.Null(Approvals.Approval.Verify(token, keys));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"eventId":"0193b0a1-0000-7000-8000-0000000000aa","language":null,"revision":1,"round":1,"digest":"","writers":[],"approver":"a","approvedAt":"2021-12-20T10:00:00Z","carriedFrom":null}""")]
    [InlineData("""{"eventId":"0193b0a1-0000-7000-8000-0000000000aa","language":"kk","revision":1,"round":1,"digest":"","writers":null,"approver":"a","approvedAt":"2021-12-20T10:00:00Z","carriedFrom":null}""")]
    public void With_other_content_is_none(string payload) =>
        Assert.Null(Approvals.Approval.Verify(Jws.Sign(Encoding.UTF8.GetBytes(payload), Approvals.Approval.Type, key), keys));

    [Fact]
    public void With_a_header_that_says_more_is_none()
    {
        var payload = Approval().Sign(key).Split('.')[1];
        var header = Encode($$"""{"alg":"ES256","kid":"{{key.Id}}","typ":"approval+jws","crit":["exp"]}""");
        Assert.Null(Approvals.Approval.Verify($"{header}.{payload}.{Signature(header, payload)}", keys));
        var twice = Encode($$"""{"alg":"none","alg":"ES256","kid":"{{key.Id}}","typ":"approval+jws"}""");
        Assert.Null(Approvals.Approval.Verify($"{twice}.{payload}.{Signature(twice, payload)}", keys));
    }

    [Fact]
    public async Task Comes_from_many_threads_at_once_and_each_verifies()
    {
        var tokens = await Task.WhenAll(Enumerable.Range(1, 200).Select(revision => Task.Run(() => (Approval() with { Revision = revision }).Sign(key))));
        var read = await Task.WhenAll(tokens.Select(token => Task.Run(() => Approvals.Approval.Verify(token, keys)?.Revision)));
        Assert.Equal(Enumerable.Range(1, 200).Select(revision => (int?)revision), read);
    }

    [Fact]
    public void Of_bytes_beside_it_holds_for_these_bytes()
    {
        byte[] bytes = [1, 2, 3];
        var token = Jws.SignDetached(bytes, "publication+jws", key);
        Assert.True(Jws.VerifyDetached(bytes, token, "publication+jws", keys));
        Assert.False(Jws.VerifyDetached([1, 2, 4], token, "publication+jws", keys));
        Assert.False(Jws.VerifyDetached(bytes, token, "approval+jws", keys));
        Assert.False(Jws.VerifyDetached(bytes, Jws.Sign(bytes, "publication+jws", key), "publication+jws", keys));
    }

    private string Signature(string header, string payload)
    {
        using var folder = new TemporaryFolder();
        key.Save(folder.File("key.pem"));
        using var secret = ECDsa.Create();
        secret.ImportFromPem(File.ReadAllText(folder.File("key.pem")));
        return Base64Url.EncodeToString(secret.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256));
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
