using System.Security.Cryptography;
using System.Text.Json;
using Akorda.Texts;

namespace Akorda.Site.Pages;

/// <summary>An event as the Site shows it.</summary>
public sealed record Publication
{
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required long Version { get; init; }
    public required bool Withdrawn { get; init; }
    /// <summary>When this version became visible.</summary>
    public required DateTimeOffset VisibleAt { get; init; }
    public required DateTimeOffset FirstVisibleAt { get; init; }
    public required IReadOnlyList<PublishedText> Texts { get; init; }
    /// <summary>The pictures that its texts name.</summary>
    public required IReadOnlyDictionary<Guid, Medium> Media { get; init; }

    /// <summary>The path of one language's page.</summary>
    public string PathOf(PublishedText text) => PageAddress.Path(text.Language, text.Section, text.Slug, Number);
}

/// <summary>One language of a publication.</summary>
public sealed record PublishedText
{
    public required string Language { get; init; }
    public required string Section { get; init; }
    public required string Slug { get; init; }
    /// <summary>Null when the event is withdrawn: the Site keeps no words that nobody may read.</summary>
    public required Document? Document { get; init; }
    public required DateTimeOffset FirstVisibleAt { get; init; }
    /// <summary>When what a reader sees of it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>True when readers have seen other words than these.</summary>
    public bool Corrected => ChangedAt > FirstVisibleAt;

    /// <summary>SHA-256 of what a reader sees of a document. A new revision that leaves it as it was (other channels, another language's words) is no correction of this page.</summary>
    public static string WordsOf(Document document) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new object?[]
    {
        document.Section, document.Rubric, document.Place, document.OccurredOn, document.Title, document.Lead, document.Body,
        document.Media.Select(medium => new object?[] { medium.Sha256, medium.Alt, medium.Caption, medium.Credit }),
    })));
}

/// <summary>A photograph in the sizes in which readers get it.</summary>
/// <param name="Variants">Smallest first, the JPEG last.</param>
public sealed record Medium(Guid Id, string Sha256, IReadOnlyList<Variant> Variants)
{
    /// <summary>The JPEG, for sharing and for programs that read no WebP.</summary>
    public Variant Jpeg => Variants[^1];
}

/// <summary>One size of a photograph.</summary>
/// <param name="Name">The last part of its address, such as <c>960.webp</c>.</param>
public sealed record Variant(string Name, string ContentType, int Width, int Height, long Length);
