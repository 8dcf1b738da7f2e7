using Microsoft.Extensions.Configuration;

namespace Akorda.Hosting;

/// <summary>Secrets that are given as files: <c>ConnectionStrings:{Name}File</c> and <c>RabbitMq:UrlFile</c> name a file whose content is the value of the key without <c>File</c>.</summary>
public static class SecretFiles
{
    private const string Suffix = "File";

    /// <summary>Reads the files once, at start. A value that is set itself wins.</summary>
    /// <exception cref="InvalidOperationException">A file cannot be read; the message names the key.</exception>
    public static void Read(ConfigurationManager configuration)
    {
        Dictionary<string, string?> read = [];
        foreach (var (key, file) in configuration.GetSection("ConnectionStrings").AsEnumerable().Concat(configuration.GetSection("RabbitMq").AsEnumerable()))
        {
            if (file is null || !key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)) continue;
            var plain = key[..^Suffix.Length];
            if (configuration[plain] is null) read[plain] = ReadOne(key, file);
        }
        configuration.AddInMemoryCollection(read);
    }

    private static string ReadOne(string key, string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{key}: {e.Message}", e);
        }
    }
}
