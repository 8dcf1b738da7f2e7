using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>A Facebook post is made unpublished, and then its publication fails: it goes on at the missing half, and makes no second post. No other network is posted to in parts: posts carry no pictures, and none is a thread.</summary>
public sealed record PublishingHalfDone() : Fault("F32", "posts made and their publication failing")
{
    private const int Failures = 4;
    private DateTimeOffset since;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        since = stage.Journal.Now;
        await stage.Networks.FailAsync(Failing("fail", 1), Failing("reset", 2), Failing("fail", 3), Failing("reset", 4));
        await UntilAsync(async () => await FailedAsync(stage) >= Failures, $"{Failures} failed publications", ct);
        return $"{Failures} publications failed after the post was made";
    }

    public override Task HealAsync(Stage stage) => stage.Networks.FailAsync();

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        var healed = stage.Journal.Now;
        await UntilAsync(async () => await Channels.OpenAsync(stage, healed) == 0, "the end of every begun post", ct, seconds: 80);
        var twice = (await stage.Networks.StagedAsync()).Where(post => post.At > since && post.Network == "facebook").GroupBy(post => (post.Account, post.About)).Where(same => same.Count() > 1).ToList();
        if (twice.Count > 0) throw new InvalidOperationException($"{twice.Count} posts were begun again from the start, such as {twice[0].Key.About} by {twice[0].Key.Account}");
    }

    private async Task<int> FailedAsync(Stage stage) =>
        (await stage.Networks.CallsAsync()).Count(call => call is { Network: "facebook", Operation: "change", Outcome: "not executed" or "reset" } && call.At > since);

    private static JsonObject Failing(string kind, int on) => new() { ["network"] = "facebook", ["operation"] = "change", ["kind"] = kind, ["on"] = new JsonArray(on) };
}
