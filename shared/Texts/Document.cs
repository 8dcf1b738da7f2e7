using System.Globalization;
using System.Text.Json;

namespace Akorda.Texts;

/// <summary>One text in canonical form: everything that a reader of one language will see, and when. Approvals are given to the digest of its bytes.</summary>
public sealed record Document
{
    /// <summary>The form's version; this is form 1.</summary>
    public required int Format { get; init; }
    public required Guid EventId { get; init; }
    /// <summary>The event's public number.</summary>
    public required long Number { get; init; }
    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }
    /// <summary>All languages of the event, sorted: what a release together waits for.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
    public required string Section { get; init; }
    public required string Rubric { get; init; }
    public required string? Place { get; init; }
    public required DateOnly OccurredOn { get; init; }
    public required string Title { get; init; }
    public required string? Lead { get; init; }
    /// <summary>Markdown of the profile (<see cref="Markdown"/>).</summary>
    public required string Body { get; init; }
    public required IReadOnlyList<DocumentMedia> Media { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    /// <summary><c>together</c> or <c>as-ready</c>.</summary>
    public required string ReleasePolicy { get; init; }
    public required string Urgency { get; init; }
    /// <summary>UTC; nothing of this text is public before it.</summary>
    public required DateTimeOffset? EmbargoUntil { get; init; }
    /// <summary>Ids of the channels of this language, sorted.</summary>
    public required IReadOnlyList<string> Channels { get; init; }
    /// <summary>Hand-written texts by channel id; a channel without one uses its template.</summary>
    public required IReadOnlyDictionary<string, string> ChannelTexts { get; init; }

    /// <summary>The canonical form: members in fixed order, no white space, NFC; equal documents have equal bytes.</summary>
    /// <exception cref="ArgumentException">A text holds half of a surrogate pair.</exception>
    public string Write()
    {
        var json = new CanonicalJson();
        json.Begin('{');
        json.Name("format").Number(Format);
        json.Name("eventId").Text(EventId.ToString("D"));
        json.Name("number").Number(Number);
        json.Name("language").Text(Language);
        json.Name("languages").Set(Languages);
        json.Name("section").Text(Section);
        json.Name("rubric").Text(Rubric);
        json.Name("place").TextOrNull(Place);
        json.Name("occurredOn").Text(OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.Name("title").Text(Title);
        json.Name("lead").TextOrNull(Lead);
        json.Name("body").Text(Body);
        json.Name("media").Begin('[');
        foreach (var medium in Media) medium.Write(json.Item());
        json.End(']');
        json.Name("topics").Set(Topics);
        json.Name("releasePolicy").Text(ReleasePolicy);
        json.Name("urgency").Text(Urgency);
        json.Name("embargoUntil").TextOrNull(EmbargoUntil?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        json.Name("channels").Set(Channels);
        json.Name("channelTexts").Begin('{');
        foreach (var (channel, text) in ChannelTexts.OrderBy(pair => CanonicalJson.Composed(pair.Key), StringComparer.Ordinal)) json.Name(channel).Text(text);
        json.End('}');
        json.End('}');
        return json.ToString();
    }

    /// <summary>Reads a canonical document.</summary>
    /// <exception cref="InvalidDataException">It is not one of form 1, or not in canonical form: writing it again gives other bytes.</exception>
    public static Document Read(string canonical)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(canonical, Form) ?? throw new InvalidDataException("The document is null.");
            if (document.Format != 1) throw new InvalidDataException($"The document has form {document.Format}; only form 1 is known.");
            // The reader looks at members, not into lists.
            if (document.Media.Any(medium => medium is null)) throw new InvalidDataException("A medium of the document is null.");
            if (document.Write() != canonical) throw new InvalidDataException("The document is not in canonical form.");
            return document;
        }
        // What is no text (half a surrogate pair) is reported in three ways, by who meets it.
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException("This is not a document.", e);
        }
    }

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
}

/// <summary>A photograph of a document.</summary>
public sealed record DocumentMedia
{
    public required Guid Id { get; init; }
    /// <summary>Of the re-encoded bytes, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
    public required string Alt { get; init; }
    public required string? Caption { get; init; }
    public required string? Credit { get; init; }

    internal void Write(CanonicalJson json)
    {
        json.Begin('{');
        json.Name("id").Text(Id.ToString("D"));
        json.Name("sha256").Text(Sha256);
        json.Name("alt").Text(Alt);
        json.Name("caption").TextOrNull(Caption);
        json.Name("credit").TextOrNull(Credit);
        json.End('}');
    }
}
