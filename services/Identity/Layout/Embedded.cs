namespace Akorda.Identity.Layout;

/// <summary>Files that are part of the program.</summary>
internal static class Embedded
{
    /// <summary>A text file of this folder.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream($"{typeof(Embedded).Namespace}.{name}")
            ?? throw new InvalidOperationException($"{name} is not part of this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
