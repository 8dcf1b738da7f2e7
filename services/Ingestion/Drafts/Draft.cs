using Akorda.Contracts;
using Akorda.Contracts.Publications;
using Akorda.Http;
using Akorda.Ingestion.Channels;
using Akorda.Texts;

namespace Akorda.Ingestion.Drafts;

/// <summary>The rules of a draft. Pure: what is known of the newsroom's words, photographs and channels is passed in.</summary>
public static class Draft
{
    public const string Together = "together";
    public const string AsReady = "as-ready";

    internal const int Title = 300;
    internal const int Body = 200_000;
    internal const int Line = 1_000;
    internal const int Place = 200;
    internal const int ChannelText = 10_000;
    internal const int Values = 200;

    /// <summary>Longest reason of a withdrawal.</summary>
    public const int Reason = 4_000;

    /// <summary>What is known when a draft is checked.</summary>
    /// <param name="Media">Those of the draft's photographs that were uploaded.</param>
    /// <param name="Channels">What the Publisher announced.</param>
    public sealed record Known(Vocabulary Vocabulary, IReadOnlySet<Guid> Media, IReadOnlyList<AnnouncedChannel> Channels);

    /// <summary>Checks a request by every rule; the content means something only when no fault was added.</summary>
    public static DraftContent Check(DraftRequest request, Known known, Faults faults)
    {
        var content = new DraftContent
        {
            Language = request.Language,
            Section = request.Section,
            Rubric = request.Rubric,
            Place = CheckLine("$.place", request.Place, Place, faults),
            OccurredOn = request.OccurredOn,
            Title = CheckTitle(request.Title, faults),
            Lead = CheckLead(request.Lead, faults),
            Body = CheckBody(request, faults),
            Media = CheckMedia(request.Media, known.Media, faults),
            Topics = CheckTopics(request.Topics, known.Vocabulary, faults),
            TargetLanguages = CheckLanguages(request, known.Vocabulary, faults),
            ReleasePolicy = request.ReleasePolicy,
            Urgency = request.Urgency,
            EmbargoUntil = RoundUp(request.EmbargoUntil),
            Channels = request.Channels,
            ChannelTexts = CheckChannelTexts(request.ChannelTexts, faults),
        };
        CheckWords(content, known.Vocabulary, faults);
        if (faults.None) ChannelChoice.Resolve(content, known.Channels, faults);
        return content;
    }

    private static void CheckWords(DraftContent content, Vocabulary vocabulary, Faults faults)
    {
        var section = vocabulary.Sections.FirstOrDefault(section => section.Id == content.Section);
        if (section is null) faults.Add("$.section", "is not a section of the site");
        else if (section.Rubrics.All(rubric => rubric.Id != content.Rubric)) faults.Add("$.rubric", "is not a rubric of this section");
        if (content.ReleasePolicy is not (Together or AsReady)) faults.Add("$.releasePolicy", $"must be '{Together}' or '{AsReady}'");
        if (!Urgency.All.Contains(content.Urgency)) faults.Add("$.urgency", $"must be one of {string.Join(", ", Urgency.All)}");
    }

    private static List<string> CheckLanguages(DraftRequest request, Vocabulary vocabulary, Faults faults)
    {
        if (!vocabulary.Languages.Contains(request.Language)) faults.Add("$.language", "is not a language of the site");
        List<string> targets = [.. request.TargetLanguages ?? [.. vocabulary.Languages.Where(language => language != request.Language)]];
        CheckEach("$.targetLanguages", targets, language =>
            language == request.Language ? "is the draft's own language"
            : vocabulary.Languages.Contains(language) ? null : "is not a language of the site", faults);
        foreach (var missing in vocabulary.RequiredLanguages.Except(targets.Prepend(request.Language)))
            faults.Add("$.targetLanguages", $"must name '{missing}': no event may be without it");
        return targets;
    }

    private static IReadOnlyList<string> CheckTopics(IReadOnlyList<string> topics, Vocabulary vocabulary, Faults faults)
    {
        CheckEach("$.topics", topics, topic => vocabulary.Topics.Any(known => known.Id == topic) ? null : "is not a topic of the newsroom", faults);
        return topics;
    }

    private static string CheckTitle(string title, Faults faults)
    {
        var fault = PlainText.FaultOfLine(title, Title);
        faults.AddIf("$.title", fault);
        return fault is null ? PlainText.Normalize(title) : title;
    }

    private static string? CheckLead(string? lead, Faults faults)
    {
        var fault = lead is null ? null : PlainText.FaultOfText(lead, Line);
        faults.AddIf("$.lead", fault);
        return fault is null ? NullIfBlank(lead) : lead;
    }

    private static string? CheckLine(string path, string? text, int maxLength, Faults faults)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var fault = PlainText.FaultOfLine(text, maxLength);
        faults.AddIf(path, fault);
        return fault is null ? NullIfBlank(text) : text;
    }

    private static string CheckBody(DraftRequest request, Faults faults)
    {
        var fault = PlainText.IsBlank(request.Body) ? "must not be blank" : PlainText.FaultOfText(request.Body, Body);
        faults.AddIf("$.body", fault);
        if (fault is not null) return request.Body;
        // What is kept is what is checked; the lines that a fault names are counted as they were sent.
        var body = PlainText.Normalize(request.Body);
        var linesBefore = request.Body.ReplaceLineEndings("\n").TakeWhile(char.IsWhiteSpace).Count(letter => letter == '\n');
        foreach (var outside in Markdown.Check(body)) faults.Add("$.body", $"line {outside.Line + linesBefore}: {outside.Rule}");
        if (!faults.ByPath.ContainsKey("$.body"))
        {
            foreach (var missing in Markdown.MediaIn(body).Except(request.Media.Select(photograph => photograph?.Id ?? Guid.Empty)))
                faults.Add("$.body", $"shows media:{missing}, which 'media' does not name");
        }
        return body;
    }

    private static List<DraftMedia> CheckMedia(IReadOnlyList<DraftMedia> media, IReadOnlySet<Guid> known, Faults faults)
    {
        if (media.Count > Values) faults.Add("$.media", TooMany);
        var kept = new List<DraftMedia>();
        for (var i = 0; i < Math.Min(media.Count, Values); i++)
        {
            var path = $"$.media[{i}]";
            // The reader does not look for nulls in lists.
            if (media[i] is not { } photograph)
            {
                faults.Add(path, "must not be null");
                continue;
            }
            if (!known.Contains(photograph.Id)) faults.Add(path + ".id", "was not uploaded here");
            if (kept.Any(other => other.Id == photograph.Id)) faults.Add(path + ".id", "stands twice");
            var alt = PlainText.FaultOfLine(photograph.Alt, Line);
            faults.AddIf(path + ".alt", alt);
            kept.Add(new DraftMedia
            {
                Id = photograph.Id,
                Alt = alt is null ? PlainText.Normalize(photograph.Alt) : photograph.Alt,
                Caption = CheckLine(path + ".caption", photograph.Caption, Line, faults),
                Credit = CheckLine(path + ".credit", photograph.Credit, Line, faults),
            });
        }
        return kept;
    }

    private static Dictionary<string, string> CheckChannelTexts(IReadOnlyDictionary<string, string> texts, Faults faults)
    {
        if (texts.Count > Values) faults.Add("$.channelTexts", TooMany);
        var kept = new Dictionary<string, string>();
        foreach (var (channel, text) in texts.Take(Values))
        {
            var fault = text is null ? "must not be null" : PlainText.IsBlank(text) ? "must not be blank" : PlainText.FaultOfText(text, ChannelText);
            faults.AddIf("$.channelTexts." + channel, fault);
            if (fault is null && text is not null) kept[channel] = PlainText.Normalize(text);
        }
        return kept;
    }

    /// <summary>Adds the fault of each value that a rule refuses, that is null, or that stands twice.</summary>
    internal static void CheckEach(string path, IReadOnlyList<string> values, Func<string, string?> rule, Faults faults)
    {
        if (values.Count > Values) faults.Add(path, TooMany);
        HashSet<string> seen = [];
        for (var i = 0; i < Math.Min(values.Count, Values); i++)
        {
            if (values[i] is not { } value) faults.Add($"{path}[{i}]", "must not be null");
            else if (!seen.Add(value)) faults.Add($"{path}[{i}]", "stands twice");
            else faults.AddIf($"{path}[{i}]", rule(value));
        }
    }

    internal static string TooMany => $"must be at most {Values}";

    private static string? NullIfBlank(string? text) => text is null || PlainText.IsBlank(text) ? null : PlainText.Normalize(text);

    // PostgreSQL keeps microseconds and would cut the rest off: an embargo may end later than it says, never earlier.
    private static DateTimeOffset? RoundUp(DateTimeOffset? embargo) =>
        embargo is { } at && at.Ticks % TimeSpan.TicksPerMicrosecond is not 0 and var rest && at < DateTimeOffset.MaxValue.AddSeconds(-1)
            ? at.AddTicks(TimeSpan.TicksPerMicrosecond - rest)
            : embargo;
}
