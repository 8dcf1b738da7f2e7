using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akorda.Hosting;

/// <summary>A background loop that outlives its failures: one that throws is logged and tried again after a pause.</summary>
/// <param name="pass">One pass; it ends when there is nothing more to do and answers how long to wait at the most.</param>
/// <param name="wake">Ends the wait early; null for a loop that only the clock wakes.</param>
public sealed class Loop(string name, Func<CancellationToken, Task<TimeSpan>> pass, Wake? wake, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Or the loop would carry the trace of whoever started the process.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                wait = await pass(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "{Loop} failed and is tried again", name);
                wait = AfterFailure;
            }
            try
            {
                await (wake?.WaitAsync(wait, stoppingToken) ?? Task.Delay(wait, clock, stoppingToken));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
