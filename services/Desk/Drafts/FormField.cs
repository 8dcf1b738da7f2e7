using System.Globalization;
using Akorda.Desk.Layout;
using Akorda.Texts;

namespace Akorda.Desk.Drafts;

/// <summary>One member of a draft: how its value reads, and how it is taken from one form into another.</summary>
/// <param name="Name">As the API and the form call it.</param>
/// <param name="IsText">Whether it is words in the draft's language.</param>
/// <param name="Read">The value as a person reads it.</param>
/// <param name="Take">The first form with this value of the second.</param>
public sealed record FormField(string Name, bool IsText, Func<DraftForm, FormField.Reading, string> Read, Func<DraftForm, DraftForm, DraftForm> Take)
{
    /// <summary>In the order of the form.</summary>
    public static readonly IReadOnlyList<FormField> All =
    [
        new("title", true, (form, _) => form.Title.Trim(), (to, from) => to with { Title = from.Title }),
        new("lead", true, (form, _) => form.Lead.Trim(), (to, from) => to with { Lead = from.Lead }),
        new("body", true, (form, _) => form.Body.Trim(), (to, from) => to with { Body = from.Body }),
        new("media", false, (form, _) => Reading.Photographs(form), (to, from) => to with { Media = from.Media }),
        new("occurredOn", false, (form, reading) => reading.Date(form.OccurredOn), (to, from) => to with { OccurredOn = from.OccurredOn }),
        new("place", true, (form, _) => form.Place.Trim(), (to, from) => to with { Place = from.Place }),
        new("rubric", false, (form, reading) => reading.Rubric(form), (to, from) => to with { Section = from.Section, Rubric = from.Rubric }),
        new("language", false, (form, reading) => reading.Languages([form.Language]), (to, from) => to with { Language = from.Language }),
        new("targetLanguages", false, (form, reading) => reading.Languages(form.TargetLanguages), (to, from) => to with { TargetLanguages = from.TargetLanguages }),
        new("topics", false, (form, reading) => reading.Topics(form.Topics), (to, from) => to with { Topics = from.Topics }),
        new("embargoUntil", false, (form, reading) => reading.Moment(form.EmbargoUntil), (to, from) => to with { EmbargoUntil = from.EmbargoUntil }),
        new("urgency", false, (form, reading) => reading.Words.Find("layout.urgency." + form.Urgency) ?? form.Urgency, (to, from) => to with { Urgency = from.Urgency }),
        new("releasePolicy", false, (form, reading) => reading.Words.Find("drafts.policy." + form.ReleasePolicy) ?? form.ReleasePolicy, (to, from) => to with { ReleasePolicy = from.ReleasePolicy }),
        new("channels", false, (form, reading) => reading.Channels(form.Channels), (to, from) => to with { Channels = from.Channels }),
        new("channelTexts", false, (form, _) => string.Join("\n\n", form.ChannelTexts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key}: {text.Value.Trim()}")), (to, from) => to with { ChannelTexts = from.ChannelTexts }),
    ];

    /// <summary>Whether two forms have the same here.</summary>
    public bool IsSame(DraftForm one, DraftForm other, Reading reading) =>
        Read(one, reading) == Read(other, reading) && (Name != "media" || one.Media.Select(photograph => photograph.Id).SequenceEqual(other.Media.Select(photograph => photograph.Id)));

    /// <summary>Reads values in a person's language.</summary>
    public sealed record Reading(Words Words, Vocabulary Vocabulary)
    {
        public string Date(string field) => DateOnly.TryParseExact(field, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Words.Date(day) : field;

        public string Moment(string field) => Times.FromField(field) is { } at ? Words.Moment(at) : field.Length > 0 ? field : Words["drafts.no-embargo"];

        public string Languages(IReadOnlyList<string> languages) =>
            string.Join(", ", Vocabulary.Languages.Where(languages.Contains).Select(language => Words["layout.language." + language]));

        public string Rubric(DraftForm form) => Vocabulary.Sections.FirstOrDefault(section => section.Id == form.Section) is { } section
            ? $"{section.Names[Words.Language]}, {section.Rubrics.FirstOrDefault(rubric => rubric.Id == form.Rubric)?.Names[Words.Language] ?? form.Rubric}"
            : form.Section;

        public string Topics(IReadOnlyList<string> topics) =>
            string.Join(", ", Vocabulary.Topics.Where(topic => topics.Contains(topic.Id)).Select(topic => topic.Names[Words.Language]));

        public string Channels(IReadOnlyList<string>? channels) => channels switch
        {
            null => Words["drafts.channels.default"],
            { Count: 0 } => Words["drafts.channels.none"],
            _ => string.Join(", ", channels.Order(StringComparer.Ordinal)),
        };

        public static string Photographs(DraftForm form) => string.Join('\n', form.Media.Select((photograph, place) => string.Create(CultureInfo.InvariantCulture,
            $"{place + 1}. {string.Join(" · ", new[] { photograph.Alt, photograph.Caption, photograph.Credit }.Where(words => !string.IsNullOrWhiteSpace(words)))}")));
    }
}
