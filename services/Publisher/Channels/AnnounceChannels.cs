using Akorda.Contracts;
using Akorda.Contracts.Publications;
using Akorda.Messaging;

namespace Akorda.Publisher.Channels;

/// <summary>Tells the others at each start which channels there are, and gives each its row in the ledger.</summary>
public static class AnnounceChannels
{
    /// <summary>Announces them once.</summary>
    public static async Task HandleAsync(Outbox outbox, IReadOnlyList<IChannel> channels, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        await act.ExecuteAsync(
            "insert into publisher.channel (channel_id) select unnest($1::text[]) on conflict do nothing",
            [channels.Select(channel => channel.Settings.Id).ToArray()], ct);
        act.Send(
            new ChannelsAnnounced
            {
                Channels = [.. channels.Select(channel => channel.Settings).Select(settings => new AnnouncedChannel
                {
                    Id = settings.Id, Network = settings.Network, Language = settings.Language, Default = settings.Default,
                })],
                AnnouncedAt = clock.GetUtcNow(),
            },
            Urgency.Routine);
        await act.CommitAsync(ct);
    }
}
