using System.Text.Json;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Deliveries;

/// <summary>Goes on with one delivery: prepares it, commits the attempt, sends it once, and records what the answer proves.</summary>
public static class AttemptDelivery
{
    /// <summary>One step of one delivery that is not uncertain.</summary>
    public static async Task HandleAsync(Turn turn, PageAnswers pageAnswers, CancellationToken ct)
    {
        var delivery = turn.Work.Delivery;
        if (NothingToDo(turn) is { } settled)
        {
            await turn.SettleAsync(new Verdict(settled), ct);
            return;
        }
        if (delivery.Action != Delivery.Withdraw && !await pageAnswers(turn.Work.Page, ct))
        {
            await turn.SettleAsync(new Verdict(delivery.AwaitPage(turn.Latest)), ct);
            return;
        }
        if (delivery.Request is null)
        {
            delivery = await PrepareAsync(turn, ct);
            if (!await turn.SettleAsync(new Verdict(delivery), ct) || delivery.State != Delivery.Prepared) return;
            turn = turn.With(delivery);
        }
        await AttemptAsync(turn, ct);
    }

    private static Delivery? NothingToDo(Turn turn)
    {
        var work = turn.Work;
        return work.Delivery.Action switch
        {
            _ when work.IsSuperseded => work.Delivery.Drop("Something newer took its place before it began."),
            Delivery.Withdraw when work.Standing is null => work.Delivery.Drop("There was no post to take back."),
            Delivery.Correct when work.Standing is null => work.Delivery.BecomePublish(turn.Latest),
            Delivery.Correct when work.Delivery.Request is null && ReadsTheSame(turn, work.Standing) =>
                work.Delivery with { State = Delivery.Skipped, Reason = "The post's words did not change." },
            _ => null,
        };
    }

    // A network that cannot edit would carry a second post for a comma in the page's last paragraph.
    private static bool ReadsTheSame(Turn turn, Post standing)
    {
        var now = turn.Order() with { Action = Delivery.Publish };
        var then = now with { Document = standing.Document, Page = standing.Page };
        return turn.Channel.Compose(now) is { Text: { } text } && text == turn.Channel.Compose(then).Text;
    }

    private static async Task<Delivery> PrepareAsync(Turn turn, CancellationToken ct)
    {
        var delivery = turn.Work.Delivery;
        try
        {
            return delivery.After(await turn.Channel.PrepareAsync(turn.Order(), ct), turn.Latest, turn.Timing);
        }
        catch (SendingForbiddenException forbidden)
        {
            return delivery.NotBegun(turn.Latest, forbidden.Message);
        }
        // Whatever went wrong in there published nothing.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return delivery.After(new Preparation.Later(null, e.Message), turn.Latest, turn.Timing);
        }
    }

    private static async Task AttemptAsync(Turn turn, CancellationToken ct)
    {
        if (turn.Work.Delivery.Request is not { } request) throw new InvalidOperationException("Only a prepared delivery is attempted.");
        // Ends what has not begun in time; what has begun is waited for until the channel's own deadline.
        // It runs from before the commit, or a slow commit would let bytes leave after the time that it wrote down.
        using var begin = new CancellationTokenSource(Delivery.BeginWithin, turn.Clock);
        var attempt = turn.Work.Delivery.Begin(turn.Latest, turn.Timing);
        if (!await turn.BeginAsync(attempt, ct)) return;
        turn = turn.With(attempt);
        var verdict = await SendAsync(turn, request, begin.Token);
        // The post may stand: what is known of it is kept although this process is stopping.
        await turn.SettleAsync(verdict, CancellationToken.None);
    }

    private static async Task<Verdict> SendAsync(Turn turn, JsonElement request, CancellationToken begin)
    {
        var attempt = turn.Work.Delivery;
        try
        {
            var answer = await turn.Channel.AttemptAsync(turn.Order(), request, begin);
            return new Verdict(attempt.After(answer, turn.Latest, turn.Timing), OutcomeOf(answer), answer.Evidence)
            {
                AccountWaits = answer is Answer.Throttled throttled ? Delivery.PauseOf(throttled) : null,
                AccountBlocked = answer is Answer.AccountBlocked blocked ? blocked.Reason : null,
            };
        }
        catch (SendingForbiddenException forbidden)
        {
            return new Verdict(attempt.NotBegun(turn.Latest, forbidden.Message), "not-begun", forbidden.Message);
        }
        // A client that fails in a way of its own has told nothing about the network: the one safe reading is doubt.
        catch (Exception e)
        {
            var answer = new Answer.Uncertain { Evidence = $"{e.GetType().Name}: {e.Message}" };
            return new Verdict(attempt.After(answer, turn.Latest, turn.Timing), OutcomeOf(answer), answer.Evidence);
        }
    }

    private static string OutcomeOf(Answer answer) => answer switch
    {
        Answer.Done => "delivered",
        Answer.Staged => "staged",
        Answer.NotDone => "not-done",
        Answer.Throttled => "throttled",
        Answer.Rejected => "rejected",
        Answer.AccountBlocked => "account-blocked",
        _ => "uncertain",
    };
}
