using Akorda.Ingestion.Channels;
using Akorda.Postgres;
using Akorda.Texts;
using Npgsql;

namespace Akorda.Ingestion.Drafts;

/// <summary>Reads what the rules need to know about the photographs and channels that a request names, and nothing for one that names none.</summary>
internal static class KnownToDrafts
{
    /// <summary>What is known; null when channels are named and none was announced yet.</summary>
    public static async Task<Draft.Known?> ReadAsync(NpgsqlConnection connection, Vocabulary vocabulary, DraftRequest request, CancellationToken ct)
    {
        Guid[] ids = [.. request.Media.Where(photograph => photograph is not null).Select(photograph => photograph.Id)];
        HashSet<Guid> media = ids.Length == 0
            ? []
            : [.. await connection.QueryAsync("select media_id from ingestion.media where media_id = any($1)", [ids], row => row.GetGuid(0), ct)];
        if (request.Channels is not { Count: > 0 } && request.ChannelTexts.Count == 0) return new Draft.Known(vocabulary, media, []);
        return await LearnChannels.FindAsync(connection, ct) is { } channels ? new Draft.Known(vocabulary, media, channels) : null;
    }
}
