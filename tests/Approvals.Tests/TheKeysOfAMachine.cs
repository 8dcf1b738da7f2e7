using System.Text.Json.Nodes;

namespace Akorda.Approvals.Tests;

public sealed class TheKeysOfAMachine : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Are_made_once_and_stay()
    {
        var publicKeys = KeyFolder.Provide(folder.Path);
        var first = File.ReadAllText(KeyFolder.PrivateKeyFile(folder.Path, "review"));
        KeyFolder.Provide(folder.Path);
        Assert.Equal(first, File.ReadAllText(KeyFolder.PrivateKeyFile(folder.Path, "review")));
        using var key = SigningKey.Load(KeyFolder.PrivateKeyFile(folder.Path, "review"));
        Assert.NotNull(Jws.Verify(Jws.Sign("x"u8, "t", key), "t", PublicKeys.Load(publicKeys, "review")));
    }

    [Fact]
    public void Are_one_signers_and_never_anothers()
    {
        var publicKeys = KeyFolder.Provide(folder.Path);
        using var publisher = SigningKey.Load(KeyFolder.PrivateKeyFile(folder.Path, "publisher"));
        Assert.Null(Jws.Verify(Jws.Sign("x"u8, "t", publisher), "t", PublicKeys.Load(publicKeys, "review")));
    }

    [Fact]
    public void Are_readable_by_their_owner_alone()
    {
        KeyFolder.Provide(folder.Path);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFolder.PrivateKeyFile(folder.Path, "review")));
    }

    [Fact]
    public void Go_on_verifying_when_a_new_one_signs()
    {
        var publicKeys = KeyFolder.Provide(folder.Path);
        using var old = SigningKey.Load(KeyFolder.PrivateKeyFile(folder.Path, "review"));
        var token = Jws.Sign("x"u8, "t", old);
        using var other = new TemporaryFolder();
        var sets = JsonNode.Parse(File.ReadAllText(KeyFolder.Provide(other.Path)))!;
        ((JsonArray)sets["review"]!["keys"]!).Add(JsonNode.Parse(File.ReadAllText(publicKeys))!["review"]!["keys"]![0]!.DeepClone());
        File.WriteAllText(folder.File("both.json"), sets.ToJsonString());

        var both = PublicKeys.Load(folder.File("both.json"), "review");

        Assert.NotNull(Jws.Verify(token, "t", both));
        using var now = SigningKey.Load(KeyFolder.PrivateKeyFile(other.Path, "review"));
        Assert.NotNull(Jws.Verify(Jws.Sign("x"u8, "t", now), "t", both));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"review":{}}""")]
    [InlineData("""{"review":{"keys":[{"kty":"RSA"}]}}""")]
    [InlineData("""{"review":{"keys":[{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}]}}""")]
    [InlineData("""{"review":{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}}""")]
    [InlineData("""{"review":{"keys":[{"kty":"EC","crv":"P-256"}]}}""")]
    [InlineData("""{"review":{"keys":[]}}""")]
    [InlineData("not JSON")]
    public void In_a_file_of_another_form_are_refused_with_its_name(string content)
    {
        File.WriteAllText(folder.File("public.json"), content);
        var refusal = Assert.Throws<InvalidDataException>(() => PublicKeys.Load(folder.File("public.json"), "review"));
        Assert.Contains("public.json", refusal.Message, StringComparison.Ordinal);
    }
}
