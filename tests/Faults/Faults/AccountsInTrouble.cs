using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>One account is asked to wait, one's token is revoked, one's post is refused as a duplicate of itself: each of them waits as it was told, and all others go on. Another token, and the account goes on where it stopped.</summary>
public sealed record AccountsInTrouble() : Fault("F31", "accounts throttled, revoked and refused as duplicates")
{
    private const string Revoked = "telegram-ru";
    private const int Wait = 4;
    private const string DeliveredSql = "select count(distinct destination) from publisher.delivery where state = 'delivered' and posted_at > $1 and destination in ('telegram-kk', 'telegram-en', 'facebook-kk', 'facebook-ru', 'facebook-en')";

    private DateTimeOffset since;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        since = stage.Journal.Now;
        await Channels.RotateAsync(stage, Revoked, Credentials("1:revoked"), ct);
        await stage.Networks.FailAsync(
            new JsonObject { ["network"] = "x", ["operation"] = "post", ["language"] = "kk", ["kind"] = "throttle", ["retryAfter"] = Wait, ["on"] = new JsonArray(1) },
            new JsonObject
            {
                ["network"] = "x", ["operation"] = "post", ["language"] = "en", ["kind"] = "executeThenAnswer", ["status"] = 403, ["on"] = new JsonArray(1),
                ["body"] = new JsonObject { ["title"] = "Forbidden", ["status"] = 403, ["detail"] = "You are not allowed to create a Tweet with duplicate content." },
            });
        await UntilAsync(async () => await Channels.AttemptsAsync(stage, Revoked, "account-blocked", since) > 0, "a refused token", ct);
        await UntilAsync(async () => await Channels.AttemptsAsync(stage, "x-kk", "throttled", since) > 0, "a throttled account", ct);
        await UntilAsync(async () => await Channels.AttemptsAsync(stage, "x-en", "uncertain", since) > 0, "a refused duplicate", ct);
        var stopped = stage.Journal.Now;
        await UntilAsync(async () => await stage.World.Server.CountAsync("publisher", DeliveredSql, stopped) == 5, "a post on each of the other accounts", ct);
        if (await Channels.PausedAsync(stage, ct) is not [Revoked]) throw new InvalidOperationException($"stopped are {string.Join(", ", await Channels.PausedAsync(stage, ct))}, not only {Revoked}");
        return $"{Revoked} stopped, five other accounts posted";
    }

    public override async Task HealAsync(Stage stage)
    {
        await stage.Networks.FailAsync();
        await Channels.RotateAsync(stage, Revoked, Credentials("1:sandbox-telegram-ru"), CancellationToken.None);
        await Channels.ResumeAsync(stage, CancellationToken.None);
    }

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        var healed = stage.Journal.Now;
        await UntilAsync(async () => await Channels.OpenAsync(stage, healed) == 0, "the end of what had waited", ct, seconds: 60);
        if (await Channels.AttemptsAsync(stage, Revoked, "account-blocked", since) is > 1 and var often) throw new InvalidOperationException($"a refused token was tried {often} times");
        var posts = (await stage.Networks.CallsAsync()).Where(call => call is { Network: "x", Operation: "post", Language: "kk" } && call.At > since).ToList();
        var throttled = posts.Find(call => call.Outcome == "not executed") ?? throw new InvalidOperationException("nothing was throttled");
        var next = posts.Where(call => call.At > throttled.At).Min(call => call.At) - throttled.At;
        // X names the end of a wait in whole seconds of the clock.
        if (next < TimeSpan.FromSeconds(Wait - 1)) throw new InvalidOperationException($"a throttled account was asked again after {next.TotalSeconds:0.0} s instead of {Wait}");
    }

    private static JsonObject Credentials(string token) => new() { ["token"] = token, ["chatId"] = "@sandbox_ru", ["auditChatId"] = "@sandbox_ru_audit" };
}
