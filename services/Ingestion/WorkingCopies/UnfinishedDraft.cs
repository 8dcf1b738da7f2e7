using System.Globalization;
using System.Text.Json;
using Akorda.Http;
using Akorda.Ingestion.Drafts;
using Akorda.Texts;

namespace Akorda.Ingestion.WorkingCopies;

/// <summary>A draft as it stands in an editor's form: every member may be missing or unfinished, and none holds what no draft could ever hold.</summary>
public record UnfinishedDraft
{
    public string? Language { get; init; }
    public string? Section { get; init; }
    public string? Rubric { get; init; }
    public string? Place { get; init; }
    public string? OccurredOn { get; init; }
    public string? Title { get; init; }
    public string? Lead { get; init; }
    public string? Body { get; init; }
    public IReadOnlyList<UnfinishedMedia>? Media { get; init; }
    public IReadOnlyList<string>? Topics { get; init; }
    public IReadOnlyList<string>? TargetLanguages { get; init; }
    public string? ReleasePolicy { get; init; }
    public string? Urgency { get; init; }
    public string? EmbargoUntil { get; init; }
    public IReadOnlyList<string>? Channels { get; init; }
    public IReadOnlyDictionary<string, string>? ChannelTexts { get; init; }

    private const int Word = 100;

    private static readonly JsonSerializerOptions Strict = StrictOptions();

    /// <summary>Adds a fault for each text that is too long for a draft or holds characters that none may hold.</summary>
    public void CheckTexts(Faults faults)
    {
        foreach (var (path, text, most) in Lines())
            faults.AddIf(path, text is null || PlainText.IsBlank(text) ? null : PlainText.FaultOfLine(text, most));
        foreach (var (path, text, most) in Texts())
            faults.AddIf(path, text is null ? null : PlainText.FaultOfText(text, most));
        foreach (var (path, count) in Counts())
            faults.AddIf(path, count > Draft.Values ? Draft.TooMany : null);
    }

    /// <summary>The request that this would be; what is missing is left to the rules to find.</summary>
    /// <param name="faults">Gets what cannot be said in a request at all: a date that is none.</param>
    public DraftRequest ToRequest(Faults faults)
    {
        if (!DateOnly.TryParseExact(OccurredOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var occurredOn))
            faults.Add("$.occurredOn", "must be a date (YYYY-MM-DD)");
        var request = new DraftRequest
        {
            Language = Language ?? "",
            Section = Section ?? "",
            Rubric = Rubric ?? "",
            Place = Place,
            OccurredOn = occurredOn,
            Title = Title ?? "",
            Lead = Lead,
            Body = Body ?? "",
            Media = [.. (Media ?? []).Select(media => media?.Finished()!)],
            Topics = Topics ?? [],
            ReleasePolicy = ReleasePolicy ?? Draft.Together,
            Urgency = Urgency ?? Contracts.Urgency.Routine,
            EmbargoUntil = TimeOf(EmbargoUntil, faults),
            Channels = Channels,
            ChannelTexts = ChannelTexts ?? new Dictionary<string, string>(),
        };
        return TargetLanguages is null ? request : request with { TargetLanguages = TargetLanguages };
    }

    private IEnumerable<(string Path, string? Text, int Most)> Lines()
    {
        yield return ("$.language", Language, Word);
        yield return ("$.section", Section, Word);
        yield return ("$.rubric", Rubric, Word);
        yield return ("$.place", Place, Draft.Place);
        yield return ("$.occurredOn", OccurredOn, Word);
        yield return ("$.title", Title, Draft.Title);
        yield return ("$.releasePolicy", ReleasePolicy, Word);
        yield return ("$.urgency", Urgency, Word);
        yield return ("$.embargoUntil", EmbargoUntil, Word);
        foreach (var (path, words) in ((string, IReadOnlyList<string>?)[])[("$.topics", Topics), ("$.targetLanguages", TargetLanguages), ("$.channels", Channels)])
            for (var i = 0; i < words?.Count; i++) yield return ($"{path}[{i}]", words[i], Word);
        for (var i = 0; i < Media?.Count; i++)
        {
            yield return ($"$.media[{i}].alt", Media[i]?.Alt, Draft.Line);
            yield return ($"$.media[{i}].caption", Media[i]?.Caption, Draft.Line);
            yield return ($"$.media[{i}].credit", Media[i]?.Credit, Draft.Line);
        }
        foreach (var channel in ChannelTexts?.Keys ?? []) yield return ("$.channelTexts", channel, Word);
    }

    private IEnumerable<(string Path, string? Text, int Most)> Texts()
    {
        yield return ("$.lead", Lead, Draft.Line);
        yield return ("$.body", Body, Draft.Body);
        foreach (var (channel, text) in ChannelTexts ?? new Dictionary<string, string>()) yield return ("$.channelTexts." + channel, text, Draft.ChannelText);
    }

    private IEnumerable<(string Path, int? Count)> Counts() =>
        [("$.media", Media?.Count), ("$.topics", Topics?.Count), ("$.targetLanguages", TargetLanguages?.Count), ("$.channels", Channels?.Count), ("$.channelTexts", ChannelTexts?.Count)];

    // By the very rule that a finished draft's time is read by.
    private static DateTimeOffset? TimeOf(string? text, Faults faults)
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            return JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(text), Strict);
        }
        catch (JsonException)
        {
            faults.Add("$.embargoUntil", "must be a time with its offset (RFC 3339)");
            return null;
        }
    }

    private static JsonSerializerOptions StrictOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StrictJson.Apply(options);
        return options;
    }
}

/// <summary>A photograph of an unfinished draft; what it shows may still be undescribed.</summary>
public sealed record UnfinishedMedia
{
    public Guid? Id { get; init; }
    public string? Alt { get; init; }
    public string? Caption { get; init; }
    public string? Credit { get; init; }

    internal DraftMedia Finished() => new() { Id = Id ?? Guid.Empty, Alt = Alt ?? "", Caption = Caption, Credit = Credit };
}
