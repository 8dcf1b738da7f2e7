using System.Globalization;

namespace Akorda.Publisher.Channels.Telegram;

/// <summary>The messages that a post is: one, or one for each photograph of an album, the words with the first. Kept as a remote id: <c>12</c> for words, <c>p12</c> for a photograph, <c>p12+13</c> for an album.</summary>
internal sealed record Messages(bool HavePhotographs, IReadOnlyList<long> Ids)
{
    /// <summary>The message with the words.</summary>
    public long First => Ids[0];

    /// <summary>Reads a remote id; null when it is none.</summary>
    public static Messages? Read(string? remoteId)
    {
        if (remoteId is null) return null;
        List<long> ids = [];
        foreach (var part in remoteId.TrimStart('p').Split('+'))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
            ids.Add(id);
        }
        return new Messages(remoteId[0] == 'p', ids);
    }

    /// <summary>A post whose words stand in a message, with so many photographs: an album's messages follow each other.</summary>
    public static Messages From(long first, int photographs) => new(photographs > 0, [.. Enumerable.Range(0, Math.Max(1, photographs)).Select(next => first + next)]);

    /// <inheritdoc/>
    public override string ToString() => (HavePhotographs ? "p" : "") + string.Join('+', Ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
