using System.Text.Json;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Deliveries;

/// <summary>Asks the network what became of an uncertain attempt, before anyone tries again. Nothing else leads out of that state but a person.</summary>
public static class SettleUncertain
{
    /// <summary>One look at one uncertain delivery.</summary>
    public static async Task HandleAsync(Turn turn, CancellationToken ct)
    {
        var delivery = turn.Work.Delivery;
        if (delivery.Request is not { } request) throw new InvalidOperationException("An uncertain delivery was prepared.");
        // The look counts from when it began: what it showed may be as old as that.
        var looked = turn.Earliest;
        var finding = await FindAsync(turn, request, ct);
        var after = delivery.After(finding, looked, turn.Timing);
        await turn.SettleAsync(new Verdict(after, OutcomeOf(finding), finding.Evidence), ct);
    }

    private static async Task<Finding> FindAsync(Turn turn, JsonElement request, CancellationToken ct)
    {
        try
        {
            return await turn.Channel.FindAsync(turn.Order(), request, ct);
        }
        catch (SendingForbiddenException forbidden)
        {
            return new Finding.Unreadable(TimeSpan.FromSeconds(1)) { Evidence = forbidden.Message };
        }
        // A look that failed proves nothing, however it failed.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return new Finding.Unreadable(null) { Evidence = $"{e.GetType().Name}: {e.Message}" };
        }
    }

    private static string OutcomeOf(Finding finding) => finding switch
    {
        Finding.Present => "found",
        Finding.Staged => "found-staged",
        Finding.Absent => "absent",
        Finding.Unknowable => "unknowable",
        _ => "unreadable",
    };
}
