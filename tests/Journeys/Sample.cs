using System.Text.Json.Nodes;

namespace Akorda.Journeys;

/// <summary>A small event in three languages.</summary>
public static class Sample
{
    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["kk"] = ["Мемлекет басшысы елшілермен кездесті", "Президент Ақордада 12 елдің елшісін қабылдады.", "Біз бейбітшілік пен тұрақтылықты қолдаймыз, – деді Президент.", "Кездесу соңында құжаттар табыс етілді."],
        ["ru"] = ["Глава государства встретился с послами", "Президент принял в Акорде послов 12 стран.", "Мы поддерживаем мир и стабильность, – сказал Президент.", "В завершение встречи были вручены документы."],
        ["en"] = ["The Head of State met with ambassadors", "The President received the ambassadors of 12 countries at Akorda.", "We stand for peace and stability, the President said.", "Documents were presented at the end of the meeting."],
    };

    /// <summary>A draft in Kazakh for all three languages.</summary>
    public static JsonObject Draft(string title = "") => new()
    {
        ["language"] = "kk",
        ["section"] = "events",
        ["rubric"] = "akorda",
        ["occurredOn"] = "2021-12-20",
        ["title"] = Words["kk"][0] + title,
        ["body"] = Body("kk"),
        ["targetLanguages"] = new JsonArray("ru", "en"),
    };

    /// <summary>The body in one language.</summary>
    public static string Body(string language) => $"{Words[language][1]}\n\n> {Words[language][2]}\n\n{Words[language][3]}";

    /// <summary>Translates a segment of this sample; words that it does not know are numbered sentences that pass every check.</summary>
    public static Func<JsonNode, string> Into(string language) => segment =>
    {
        var source = (string)segment["source"]!;
        var index = Array.FindIndex(Words["kk"], words => source.StartsWith(words, StringComparison.Ordinal));
        if (index < 0) throw new InvalidOperationException($"The sample has no translation of: {source}");
        return Words[language][index] + source[Words["kk"][index].Length..];
    };

    /// <summary>A sentence of the sample.</summary>
    public static string Sentence(string language, int index) => Words[language][index];
}
