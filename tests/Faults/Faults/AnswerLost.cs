using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>The networks post, and their answer never arrives: cut off, hanging, or a 500 and a 502. Reading the account back settles it; nothing is sent again blindly.</summary>
public sealed record AnswerLost() : Fault("F29", "the networks posted and their answers were lost")
{
    private const string DoubtSql = "select count(*) from publisher.attempt where outcome = 'uncertain' and started_at > $1";

    private DateTimeOffset since;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        since = stage.Journal.Now;
        await stage.Networks.FailAsync(
            Lost("x", "post", "executeThenReset"), Lost("telegram", "sendMessage", "executeThenFail"), Lost("facebook", "feed", "executeThenReset"),
            Lost("facebook", "change", "executeThenHalf"), Lost("x", "post", "executeThenHang", 2), Lost("telegram", "sendMessage", "executeThenReset", 2),
            new JsonObject { ["network"] = "telegram", ["operation"] = "sendMessage", ["kind"] = "executeThenAnswer", ["status"] = 502, ["on"] = new JsonArray(3) });
        await UntilAsync(async () => await DoubtsAsync(stage) >= 4, "four uncertain posts", ct);
        return $"{await DoubtsAsync(stage)} posts in doubt";
    }

    public override Task HealAsync(Stage stage) => stage.Networks.FailAsync();

    public override Task ProveAsync(Stage stage, CancellationToken ct) => UntilAsync(
        async () => await stage.World.Server.CountAsync("publisher", "select count(*) from publisher.delivery where state = 'uncertain'") == 0, "the end of every doubt", ct, seconds: 60);

    private Task<long> DoubtsAsync(Stage stage) => stage.World.Server.CountAsync("publisher", DoubtSql, since);

    private static JsonObject Lost(string network, string operation, string kind, int on = 1) =>
        new() { ["network"] = network, ["operation"] = operation, ["kind"] = kind, ["on"] = new JsonArray(on) };
}
