using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Drafts;

public sealed partial record DraftForm
{
    /// <summary>The form as a browser sent it.</summary>
    public static DraftForm Read(IFormCollection form)
    {
        var language = form["language"].ToString();
        // A rubric stands in its section: one choice for both.
        var rubric = form["rubric"].ToString().Split('/', 2);
        return new DraftForm
        {
            Language = language,
            Section = rubric[0],
            Rubric = rubric.ElementAtOrDefault(1) ?? "",
            Place = form["place"].ToString(),
            OccurredOn = form["occurredOn"].ToString(),
            Title = form["title"].ToString(),
            Lead = Lines(form["lead"].ToString()),
            Body = Lines(form["body"].ToString()),
            Media = [.. PhotographsOf(form)],
            Topics = [.. form["topics"].OfType<string>()],
            TargetLanguages = [.. form["targetLanguages"].OfType<string>().Where(target => target != language)],
            ReleasePolicy = form["releasePolicy"].ToString(),
            Urgency = form["urgency"].ToString(),
            EmbargoUntil = form["embargoUntil"].ToString(),
            Channels = form["channelChoice"].ToString() switch
            {
                "some" => [.. form["channels"].OfType<string>()],
                "none" => [],
                _ => null,
            },
            ChannelTexts = form.Where(field => field.Key.StartsWith(ChannelText, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(field.Value))
                .ToDictionary(field => field.Key[ChannelText.Length..], field => Lines(field.Value.ToString())),
        };
    }

    private const string ChannelText = "channelTexts.";

    // Each has a place among the fields that is its own; the order is that in which the places are named.
    private static IEnumerable<DraftPhotograph> PhotographsOf(IFormCollection form)
    {
        foreach (var slot in form["media"].OfType<string>().Distinct())
        {
            if (Guid.TryParse(form[$"media.{slot}.id"], out var id))
                yield return new DraftPhotograph(id, form[$"media.{slot}.alt"].ToString(), form[$"media.{slot}.caption"].ToString(), form[$"media.{slot}.credit"].ToString());
        }
    }

    // Browsers send the ends of lines as RFC 2046 has them.
    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
