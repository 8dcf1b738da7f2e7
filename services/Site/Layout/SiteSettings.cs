using System.Globalization;
using Akorda.Approvals;
using Akorda.Hosting;
using Akorda.Texts;
using Microsoft.Extensions.Configuration;

namespace Akorda.Site.Layout;

/// <summary>The site's configuration, read once.</summary>
public sealed record SiteSettings
{
    /// <summary>The canonical origin without a slash at its end, such as <c>https://www.example.kz</c>.</summary>
    public required string Origin { get; init; }
    public required Vocabulary Vocabulary { get; init; }
    public required IReadOnlyDictionary<string, Labels> Labels { get; init; }
    /// <summary>The zone in which times of day are shown.</summary>
    public required TimeZoneInfo Zone { get; init; }
    /// <summary>Where to report a weakness (RFC 9116); a URI.</summary>
    public required string SecurityContact { get; init; }
    /// <summary>An SVG drawing.</summary>
    public required byte[] Emblem { get; init; }
    /// <summary>Where the pictures that readers may see are kept beside the database.</summary>
    public required string PictureFolder { get; init; }
    public required PublicKeys ReviewKeys { get; init; }
    public required PublicKeys PublisherKeys { get; init; }

    /// <summary>The languages, the state language first.</summary>
    public IReadOnlyList<string> Languages => Vocabulary.Languages;

    /// <summary>The language of <c>/</c> and of <c>x-default</c>.</summary>
    public string FirstLanguage => Vocabulary.Languages[0];

    /// <summary>True when readers come over TLS.</summary>
    public bool IsSecure => Origin.StartsWith("https:", StringComparison.Ordinal);

    /// <summary>The absolute address of a path.</summary>
    public string Url(string path) => Origin + path;

    /// <summary>A section's name; its id when the configuration does not know it: an approved text is not refused for that.</summary>
    public string SectionName(string section, string language) =>
        Vocabulary.Sections.FirstOrDefault(each => each.Id == section)?.Names[language] ?? section;

    /// <summary>A rubric's name; its id when the configuration does not know it.</summary>
    public string RubricName(string section, string rubric, string language) =>
        Vocabulary.Sections.FirstOrDefault(each => each.Id == section)?.Rubrics.FirstOrDefault(each => each.Id == rubric)?.Names[language] ?? rubric;

    /// <summary>A time in the site's zone, as machines read it (RFC 3339).</summary>
    public string Iso(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>A time in the site's zone, in a language's own words.</summary>
    public string InWords(DateTimeOffset at, string language)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return Dates.InWords(DateOnly.FromDateTime(local.DateTime), language) + local.ToString(", HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="InvalidOperationException">A value is missing.</exception>
    public static SiteSettings Read(IConfiguration configuration, Listeners listeners, Vocabulary vocabulary)
    {
        var site = new Uri(configuration["Site:PublicUrl"] ?? listeners.Urls[Listener.Site].ToString());
        var keys = configuration["Approvals:KeysFile"] ?? throw new InvalidOperationException("Approvals:KeysFile is not set.");
        return new SiteSettings
        {
            Origin = site.GetLeftPart(UriPartial.Authority),
            Vocabulary = vocabulary,
            Labels = vocabulary.Languages.ToDictionary(language => language, language => LabelsOf(configuration, language)),
            Zone = TimeZoneInfo.FindSystemTimeZoneById(configuration["Site:TimeZone"] ?? "Asia/Almaty"),
            SecurityContact = configuration["Site:SecurityContact"] ?? $"mailto:security@{site.Host}",
            Emblem = configuration["Site:EmblemFile"] is { } file ? File.ReadAllBytes(file) : Resource.Bytes("emblem.svg"),
            PictureFolder = configuration["Site:PictureFolder"] ?? Path.Combine(Path.GetTempPath(), "akorda-pictures"),
            ReviewKeys = PublicKeys.Load(keys, "review"),
            PublisherKeys = PublicKeys.Load(keys, "publisher"),
        };
    }

    private static Labels LabelsOf(IConfiguration configuration, string language)
    {
        var labels = Akorda.Site.Layout.Labels.DefaultsOf(language);
        configuration.GetSection($"Site:Labels:{language}").Bind(labels);
        return labels;
    }
}
