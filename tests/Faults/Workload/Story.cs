namespace Akorda.Faults.Workload;

/// <summary>What becomes of one event.</summary>
public enum Story
{
    Plain,
    KazakhOnly,
    Embargoed,
    Returned,
    RevisedAfterApproval,
    Corrected,
    WithdrawnBefore,
    WithdrawnAfter,
}

/// <summary>Tells the stories.</summary>
public sealed class Stories(Acts acts, Journal journal)
{
    private static readonly string[] Languages = ["kk", "ru", "en"];

    // Of a hundred events.
    private static readonly (Story Story, int Share)[] Shares =
    [
        (Story.Plain, 25), (Story.KazakhOnly, 25), (Story.Embargoed, 15), (Story.Returned, 9), (Story.RevisedAfterApproval, 8),
        (Story.Corrected, 8), (Story.WithdrawnBefore, 5), (Story.WithdrawnAfter, 5),
    ];

    /// <summary>A new event and its story, as chance wants it.</summary>
    public (Event Event, Story Story) Draw(Random random)
    {
        var ball = random.Next(100);
        var story = Shares.First(share => (ball -= share.Share) < 0).Story;
        var source = story is Story.KazakhOnly ? "kk" : Languages[random.Next(3)];
        IReadOnlyList<string> targets = story is Story.KazakhOnly ? [] : [.. Languages.Where(language => language != source)];
        return (new Event(journal.NextOrdinal(), source, targets) { Urgency = random.Next(10) == 0 ? "urgent" : "routine" }, story);
    }

    /// <summary>The whole way of one event.</summary>
    public async Task TellAsync(Event one, Story story, Random random, CancellationToken ct)
    {
        if (story is Story.Embargoed) one.Embargo = journal.Now + TimeSpan.FromSeconds(random.Next(5, 15));
        await acts.CreateAsync(one, twice: random.Next(20) == 0, ct);
        await acts.SubmitAsync(one, ct);
        switch (story)
        {
            case Story.WithdrawnBefore:
                await acts.ApproveAsync(one, one.Source, 1, ct);
                await acts.WithdrawDraftAsync(one, ct);
                break;
            case Story.Returned:
                await acts.TranslateAsync(one, one.Targets[0], 1, ct);
                await acts.ReturnAsync(one, one.Targets[0], ct);
                await acts.TranslateAsync(one, one.Targets[0], 2, ct);
                await ReleaseAsync(one, returned: one.Targets[0], ct);
                break;
            case Story.RevisedAfterApproval:
                await acts.ApproveAsync(one, one.Source, 1, ct);
                await acts.ReviseAsync(one, ct);
                one.FirstShown = 2;
                await ReleaseAsync(one, returned: null, ct);
                break;
            default:
                await ReleaseAsync(one, returned: null, ct);
                break;
        }
        if (story is Story.Corrected)
        {
            await acts.ReviseAsync(one, ct);
            await ReleaseAsync(one, returned: null, ct);
        }
        if (story is Story.WithdrawnAfter) await acts.WithdrawPublicationAsync(one, ct);
        one.Stage = "done";
        one.DoneAt = journal.Now;
    }

    private async Task ReleaseAsync(Event one, string? returned, CancellationToken ct)
    {
        foreach (var language in one.Targets.Where(language => language != returned)) await acts.TranslateAsync(one, language, 1, ct);
        foreach (var language in one.Languages) await acts.ApproveAsync(one, language, language == returned ? 2 : 1, ct);
        await acts.PublishedAsync(one, ct);
    }
}
