using System.Globalization;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Drafts;

/// <summary>What the editor's form holds, finished or not: nothing that was typed is ever lost to a fault.</summary>
public sealed record DraftForm
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
    /// <summary>Null: each language's default channels.</summary>
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

    /// <summary>The form of a draft as it stands.</summary>
    public static DraftForm Of(Draft draft) => new()
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

    /// <summary>The form as a browser sent it.</summary>
    public static DraftForm Read(IFormCollection form)
    {
        var language = form["language"].ToString();
        return new DraftForm
        {
            Language = language,
            // A rubric stands in its section: one choice for both.
            Section = form["rubric"].ToString().Split('/')[0],
            Rubric = form["rubric"].ToString().Split('/').ElementAtOrDefault(1) ?? "",
            Place = form["place"].ToString(),
            OccurredOn = form["occurredOn"].ToString(),
            Title = form["title"].ToString(),
            Lead = form["lead"].ToString(),
            Body = form["body"].ToString(),
            Media = [.. PhotographsOf(form)],
            Topics = [.. form["topics"].OfType<string>()],
            TargetLanguages = [.. form["targetLanguages"].OfType<string>().Where(target => target != language)],
            ReleasePolicy = form["releasePolicy"].ToString(),
            Urgency = form["urgency"].ToString(),
            EmbargoUntil = form["embargoUntil"].ToString(),
            Channels = form["channelChoice"] == "some" ? [.. form["channels"].OfType<string>()] : null,
            ChannelTexts = form.Where(field => field.Key.StartsWith("channelTexts.", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(field.Value))
                .ToDictionary(field => field.Key["channelTexts.".Length..], field => Lines(field.Value.ToString())),
        };
    }

    /// <summary>The draft as Ingestion takes it. What is missing is left out, so that the service names it.</summary>
    public Dictionary<string, object?> ToRequest() => new Dictionary<string, object?>
    {
        ["language"] = Language,
        ["section"] = Section,
        ["rubric"] = Rubric,
        ["place"] = NullIfBlank(Place),
        ["occurredOn"] = DateOnly.TryParseExact(OccurredOn, "yyyy-MM-dd", out var day) ? day : null,
        ["title"] = Title,
        ["lead"] = NullIfBlank(Lines(Lead)),
        ["body"] = Lines(Body),
        ["media"] = Media.Select(photograph => photograph with { Caption = NullIfBlank(photograph.Caption), Credit = NullIfBlank(photograph.Credit) }),
        ["topics"] = Topics,
        ["targetLanguages"] = TargetLanguages,
        ["releasePolicy"] = ReleasePolicy,
        ["urgency"] = Urgency,
        ["embargoUntil"] = Times.FromField(EmbargoUntil),
        ["channels"] = Channels,
        ["channelTexts"] = ChannelTexts,
    }.Where(member => member is not { Key: "occurredOn", Value: null }).ToDictionary();

    /// <summary>What a person typed that is no time, so that they hear of it instead of publishing at once.</summary>
    public bool EmbargoIsNoTime => EmbargoUntil.Length > 0 && Times.FromField(EmbargoUntil) is null;

    private static IEnumerable<DraftPhotograph> PhotographsOf(IFormCollection form)
    {
        for (var i = 0; Guid.TryParse(form[$"media.{i}.id"], out var id); i++)
            yield return new DraftPhotograph(id, form[$"media.{i}.alt"].ToString(), form[$"media.{i}.caption"], form[$"media.{i}.credit"]);
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // Browsers send the ends of lines as RFC 2046 has them.
    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
