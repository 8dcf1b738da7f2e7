using Akorda.Contracts.Publications;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Akorda.Ingestion.Channels;

/// <summary>The Publisher announced its channels; the newest announcement replaces what was known.</summary>
public static class LearnChannels
{
    /// <summary>Announcements are about no event; they take turns under this id.</summary>
    public static readonly Guid Lock = Guid.Empty;

    /// <summary>Keeps the announcement.</summary>
    public static Task<Effects> Handle(ChannelsAnnounced announced, Incoming incoming, CancellationToken ct) => Task.FromResult(new Effects().Run(
        """
        insert into ingestion.channels_announced as known (announced_at, channels)
        values ($1, $2)
        on conflict (only_row) do update
           set announced_at = excluded.announced_at, channels = excluded.channels
         where known.announced_at < excluded.announced_at
        """,
        announced.AnnouncedAt.ToUniversalTime(), Json.Parameter(announced.Channels)));

    /// <summary>The channels as last announced; null before the first announcement.</summary>
    public static Task<List<AnnouncedChannel>?> FindAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.FindAsync("select channels from ingestion.channels_announced", [], row => row.FromJson<List<AnnouncedChannel>>("channels"), ct);

    /// <summary>503: to guess would be to post nowhere, or to refuse a channel that there is.</summary>
    public static ProblemHttpResult NotYet(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "2";
        return Problems.Of(503, "channels-unknown", "The channels are not known yet", "The Publisher announces them when it starts; try again in a moment.");
    }
}
