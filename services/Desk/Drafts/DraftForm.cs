using System.Globalization;
using Akorda.Desk.Layout;
using Akorda.Texts;

namespace Akorda.Desk.Drafts;

/// <summary>What the editor's form holds, finished or not: nothing that was typed is ever lost to a fault.</summary>
public sealed partial record DraftForm
{
    public string Language { get; init; } = "kk";
    public string Section { get; init; } = "";
    public string Rubric { get; init; } = "";
    public string Place { get; init; } = "";
    public string OccurredOn { get; init; } = "";
    public string Title { get; init; } = "";
    public string Lead { get; init; } = "";
    public string Body { get; init; } = "";
    public IReadOnlyList<DraftPhotograph> Media { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> TargetLanguages { get; init; } = [];
    public string ReleasePolicy { get; init; } = "together";
    public string Urgency { get; init; } = "routine";
    public string EmbargoUntil { get; init; } = "";
    /// <summary>Null: each language's default channels; empty: none.</summary>
    public IReadOnlyList<string>? Channels { get; init; }
    public IReadOnlyDictionary<string, string> ChannelTexts { get; init; } = new Dictionary<string, string>();

    /// <summary>A form nothing was typed into yet.</summary>
    public static DraftForm Empty(Vocabulary vocabulary, DateTimeOffset now) => new()
    {
        Language = vocabulary.Languages[0],
        Section = vocabulary.Sections[0].Id,
        Rubric = vocabulary.Sections[0].Rubrics[0].Id,
        OccurredOn = TimeZoneInfo.ConvertTime(now, Times.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TargetLanguages = [.. vocabulary.Languages.Skip(1)],
    };

    /// <summary>The form of a revision.</summary>
    public static DraftForm Of(DraftContent draft) => new()
    {
        Language = draft.Language,
        Section = draft.Section,
        Rubric = draft.Rubric,
        Place = draft.Place ?? "",
        OccurredOn = draft.OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Title = draft.Title,
        Lead = draft.Lead ?? "",
        Body = draft.Body,
        Media = draft.Media,
        Topics = draft.Topics,
        TargetLanguages = draft.TargetLanguages,
        ReleasePolicy = draft.ReleasePolicy,
        Urgency = draft.Urgency,
        EmbargoUntil = Times.ForField(draft.EmbargoUntil),
        Channels = draft.Channels,
        ChannelTexts = draft.ChannelTexts,
    };

    /// <summary>The form as it was kept.</summary>
    public static DraftForm Of(UnfinishedDraft draft, Vocabulary vocabulary) => new()
    {
        Language = draft.Language ?? "",
        Section = draft.Section ?? "",
        Rubric = draft.Rubric ?? "",
        Place = draft.Place ?? "",
        OccurredOn = draft.OccurredOn ?? "",
        Title = draft.Title ?? "",
        Lead = draft.Lead ?? "",
        Body = draft.Body ?? "",
        Media = [.. (draft.Media ?? []).Select(photograph => new DraftPhotograph(photograph.Id, photograph.Alt ?? "", photograph.Caption, photograph.Credit))],
        Topics = draft.Topics ?? [],
        TargetLanguages = draft.TargetLanguages ?? [.. vocabulary.Languages.Where(language => language != draft.Language)],
        ReleasePolicy = draft.ReleasePolicy ?? "together",
        Urgency = draft.Urgency ?? "routine",
        EmbargoUntil = DateTimeOffset.TryParseExact(draft.EmbargoUntil, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? Times.ForField(at) : draft.EmbargoUntil ?? "",
        Channels = draft.Channels,
        ChannelTexts = draft.ChannelTexts ?? new Dictionary<string, string>(),
    };

    /// <summary>The draft as Ingestion takes it. What is missing is left out, so that the service names it.</summary>
    public Dictionary<string, object?> ToRequest() => ToUnfinished()
        .Where(member => member is not { Key: "occurredOn", Value: "" })
        .ToDictionary();

    /// <summary>The form as it is kept and checked.</summary>
    public Dictionary<string, object?> ToUnfinished() => new()
    {
        ["language"] = Language,
        ["section"] = Section,
        ["rubric"] = Rubric,
        ["place"] = NullIfBlank(Place),
        ["occurredOn"] = OccurredOn,
        ["title"] = Title,
        ["lead"] = NullIfBlank(Lead),
        ["body"] = Body,
        ["media"] = Media.Select(photograph => photograph with { Caption = NullIfBlank(photograph.Caption), Credit = NullIfBlank(photograph.Credit) }),
        ["topics"] = Topics,
        ["targetLanguages"] = TargetLanguages,
        ["releasePolicy"] = ReleasePolicy,
        ["urgency"] = Urgency,
        // What is no time stays what it is, so that the person hears of it instead of publishing at once.
        ["embargoUntil"] = Times.FromField(EmbargoUntil)?.ToString("O", CultureInfo.InvariantCulture) ?? NullIfBlank(EmbargoUntil),
        ["channels"] = Channels,
        ["channelTexts"] = ChannelTexts,
    };

    /// <summary>The words of a field, as they were typed.</summary>
    public string WordsOf(string field) => field switch { "title" => Title, "lead" => Lead, "place" => Place, _ => Body };

    /// <summary>The form with other words in a field.</summary>
    public DraftForm WithWords(string field, string words) => field switch
    {
        "title" => this with { Title = words },
        "lead" => this with { Lead = words },
        "place" => this with { Place = words },
        _ => this with { Body = words },
    };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
