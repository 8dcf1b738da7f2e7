using System.Text.Json;
using Akorda.Texts;
using Microsoft.Extensions.Configuration;

namespace Akorda.Publisher.Channels;

/// <summary>The channels of this newsroom: <c>Publisher:ChannelsFile</c>, else the sandbox's. A wrong file stops the start, with every fault in it named.</summary>
public static class ChannelsFile
{
    /// <summary>Reads the configured channels.</summary>
    /// <exception cref="InvalidDataException">The file is wrong, or with demo people something real could be reached.</exception>
    public static IReadOnlyList<ChannelSettings> Read(IConfiguration configuration)
    {
        var languages = (configuration.GetSection("Vocabulary").Get<Vocabulary>() ?? new Vocabulary()).Languages;
        if (configuration["Publisher:ChannelsFile"] is not { Length: > 0 } path) return SandboxChannels.All(configuration, languages);
        var channels = Parse(ReadAll(path), languages, path);
        if (configuration.GetValue<bool>("Demo:Enabled") && channels.FirstOrDefault(channel => !channel.BaseUrl.IsNearby()) is { } real)
            throw new InvalidDataException($"{path}: with demo people nothing real may be reached, and {real.Id} leads to {real.BaseUrl.Host}. Set Demo__Enabled=false, or leave real channels out.");
        return channels;
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="languages">The languages that a channel may have.</param>
    /// <param name="name">What the faults call the file.</param>
    /// <exception cref="InvalidDataException">It has faults; the message names every one.</exception>
    public static IReadOnlyList<ChannelSettings> Parse(string text, IReadOnlyList<string> languages, string name)
    {
        var faults = new List<string>();
        var channels = new List<ChannelSettings>();
        try
        {
            using var file = JsonDocument.Parse(text);
            var root = new StrictObject(file.RootElement, "$", faults, "channels");
            foreach (var (element, at) in root.List("channels"))
                if (ChannelEntry.Read(element, at, languages, faults) is { } channel) channels.Add(channel);
        }
        catch (JsonException e)
        {
            faults.Add($"it is not JSON: {e.Message}");
        }
        foreach (var twice in channels.CountBy(channel => channel.Id).Where(id => id.Value > 1)) faults.Add($"the id {twice.Key} is given to {twice.Value} channels");
        foreach (var twice in channels.GroupBy(AccountOf).Where(group => group.DistinctBy(channel => channel.Id).Count() > 1))
            faults.Add($"{string.Join(" and ", twice.Select(channel => channel.Id))} are the same account in the same language: every post would go out twice");
        if (faults.Count > 0) throw new InvalidDataException($"{name} is refused:\n" + string.Join('\n', faults.Select(fault => "- " + fault)));
        return channels;
    }

    private static string ReadAll(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"Publisher:ChannelsFile cannot be read: {e.Message}", e);
        }
    }

    private static (string, string, Uri, string) AccountOf(ChannelSettings channel) =>
        (channel.Network, channel.Language, channel.BaseUrl, ChannelEntry.AccountMember(channel.Network) is { } account ? channel.Credentials[account] : "");
}
