using Akorda.Hosting;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Photographs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akorda.Publisher.Deliveries;

/// <summary>One sender for each account, so that a slow network keeps no other one waiting.</summary>
public sealed class SendDeliveries : IHostedService, IDisposable
{
    private readonly List<Loop> loops;

    public SendDeliveries(IReadOnlyList<IChannel> channels, PostgresLedger ledger, SitePages pages, FetchPhotographs photographs, DeliveryWakes wakes, TimeProvider clock, ILogger<Loop> log) =>
        loops = [.. channels.Select(channel => new Loop(
            $"Sending to {channel.Settings.Id}",
            ct => SendWhatIsDue.PassAsync(ledger, channel, pages.AnswersAsync, photographs, clock, ct),
            wakes.Of(channel.Settings.Id), clock, log))];

    public Task StartAsync(CancellationToken ct) => Task.WhenAll(loops.Select(loop => loop.StartAsync(ct)));

    public Task StopAsync(CancellationToken ct) => Task.WhenAll(loops.Select(loop => loop.StopAsync(ct)));

    public void Dispose()
    {
        foreach (var loop in loops) loop.Dispose();
    }
}
