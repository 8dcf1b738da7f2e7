using Akorda.Approvals;

namespace Akorda.Testing;

/// <summary>Keys for a test's host: made once for the test process, in a temporary folder.</summary>
public static class ProductKeys
{
    private static readonly Lazy<string> Folder = new(Make);

    /// <summary>Where the private keys are.</summary>
    public static string KeyFile(string signer) => KeyFolder.PrivateKeyFile(Folder.Value, signer);

    /// <summary>The file of everybody's public keys.</summary>
    public static string PublicKeysFile => Path.Combine(Folder.Value, "public.json");

    /// <summary>Sets the keys in a host's configuration.</summary>
    public static void Provide(Dictionary<string, string?> settings)
    {
        settings["Approvals:KeysFile"] = PublicKeysFile;
        settings["Approvals:ReviewKeyFile"] = KeyFile("review");
        settings["Approvals:PublisherKeyFile"] = KeyFile("publisher");
    }

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("akorda-keys-").FullName;
        KeyFolder.Provide(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
