using System.Text;

namespace Akorda.Site.Layout;

/// <summary>The files of the layout that are built into the module.</summary>
internal static class Resource
{
    public static byte[] Bytes(string file)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream("Akorda.Site.Layout." + file)
            ?? throw new InvalidOperationException($"The module has no file {file}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static string Text(string file) => Encoding.UTF8.GetString(Bytes(file));
}
