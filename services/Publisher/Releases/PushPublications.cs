using Microsoft.Extensions.Hosting;

namespace Akorda.Publisher.Releases;

/// <summary>Pushes what this process has just changed, several events at a time.</summary>
public sealed class PushPublications(Pushes pushes, PushToSite push) : BackgroundService
{
    private const int AtOnce = 6;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                pushes.AllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                async (eventId, ct) => await push.PushAsync(eventId, ct));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped: what is not pushed is in the database.
        }
    }
}
