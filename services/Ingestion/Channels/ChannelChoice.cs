using Akorda.Contracts.Publications;
using Akorda.Http;
using Akorda.Ingestion.Drafts;

namespace Akorda.Ingestion.Channels;

/// <summary>Which channels an event is posted to: those that the draft names, else the default channels of each of its languages.</summary>
public static class ChannelChoice
{
    /// <summary>The channels of each language, sorted; every language of the draft is there. Means something only when no fault was added.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Resolve(DraftContent content, IReadOnlyList<AnnouncedChannel> announced, Faults faults)
    {
        var languages = content.AllLanguages().ToHashSet();
        if (content.Channels is { } named)
        {
            Draft.CheckEach("$.channels", named, id => announced.FirstOrDefault(channel => channel.Id == id) switch
            {
                null => "is not a channel of the Publisher",
                { Language: var language } when !languages.Contains(language) => $"posts in '{language}', which is none of the draft's languages",
                _ => null,
            }, faults);
        }
        var chosen = announced.Where(channel => languages.Contains(channel.Language) && (content.Channels?.Contains(channel.Id) ?? channel.Default)).ToList();
        // A text that no channel posts would be lost without a word.
        foreach (var id in content.ChannelTexts.Keys.Except(chosen.Select(channel => channel.Id)))
            faults.Add("$.channelTexts." + id, "is for a channel that the draft is not posted to");
        return languages.ToDictionary(
            language => language,
            language => (IReadOnlyList<string>)[.. chosen.Where(channel => channel.Language == language).Select(channel => channel.Id).Order(StringComparer.Ordinal)]);
    }
}
