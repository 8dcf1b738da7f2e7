using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Akorda.Faults.Workload;

/// <summary>The words of every event. Each revision of each event carries a mark of its own in its title and its paragraphs, so that whatever is seen anywhere says what it is.</summary>
public static partial class Words
{
    private const int FirstMark = 100_000;

    private static readonly Dictionary<string, string[]> Sentences = new()
    {
        ["kk"] = ["Мемлекет басшысы елшілермен кездесті", "Президент Ақордада елшілерді қабылдады", "Біз бейбітшілікті қолдаймыз, – деді Президент", "Кездесу соңында құжаттар табыс етілді"],
        ["ru"] = ["Глава государства встретился с послами", "Президент принял послов в Акорде", "Мы поддерживаем мир, – сказал Президент", "В завершение были вручены документы"],
        ["en"] = ["The Head of State met with ambassadors", "The President received the ambassadors at Akorda", "We stand for peace, the President said", "Documents were presented at the end"],
    };

    /// <summary>What names a revision of an event in a text.</summary>
    public static int MarkOf(int ordinal, int revision) => FirstMark + ordinal * 10 + revision;

    /// <summary>The event and the revision of a mark.</summary>
    public static (int Ordinal, int Revision) Of(int mark) => ((mark - FirstMark) / 10, (mark - FirstMark) % 10);

    /// <summary>Every mark in a text, once.</summary>
    public static IReadOnlyList<int> MarksIn(string text) =>
        [.. Mark().Matches(text).Select(match => int.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>The title.</summary>
    public static string Title(string language, int mark) => Sentence(language, 0, mark);

    /// <summary>The paragraphs as a reader sees them.</summary>
    public static IEnumerable<string> Paragraphs(string language, int mark) => Enumerable.Range(1, 3).Select(index => Sentence(language, index, mark));

    /// <summary>A draft.</summary>
    public static JsonObject Draft(Event about)
    {
        var mark = MarkOf(about.Ordinal, about.Revision);
        var paragraphs = Paragraphs(about.Source, mark).ToList();
        var draft = new JsonObject
        {
            ["language"] = about.Source,
            ["section"] = "events",
            ["rubric"] = "akorda",
            ["occurredOn"] = "2021-12-20",
            ["title"] = Title(about.Source, mark),
            ["body"] = $"{paragraphs[0]}\n\n> {paragraphs[1]}\n\n{paragraphs[2]}",
            ["targetLanguages"] = new JsonArray([.. about.Targets.Select(language => (JsonNode)language)]),
            ["urgency"] = about.Urgency,
        };
        if (about.Embargo is { } until) draft["embargoUntil"] = until.ToString("O");
        if (about.Photograph is { } photograph) draft["media"] = new JsonArray(new JsonObject { ["id"] = photograph, ["alt"] = Sentences[about.Source][0] });
        if (about.Channels is { } channels) draft["channels"] = new JsonArray([.. channels.Select(channel => (JsonNode)channel)]);
        return draft;
    }

    /// <summary>A translator's words for a segment.</summary>
    public static string Translate(string segment, string from, string into)
    {
        var index = Array.FindIndex(Sentences[from], sentence => segment.StartsWith(sentence, StringComparison.Ordinal));
        return index < 0 ? throw new InvalidOperationException($"Nobody wrote: {segment}") : Sentences[into][index] + segment[Sentences[from][index].Length..];
    }

    private static string Sentence(string language, int index, int mark) => $"{Sentences[language][index]} {mark}";

    [GeneratedRegex(@"(?<![0-9a-zA-Z-])[1-9]\d{5}(?![0-9a-zA-Z-])")]
    private static partial Regex Mark();
}
