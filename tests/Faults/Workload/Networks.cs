using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Akorda.Faults.Workload;

/// <summary>A post that appeared on a network.</summary>
public sealed record Creation(string Network, string Account, string Language, string Id, string Text, DateTimeOffset At)
{
    /// <summary>The event and revision that it tells of; null for neither.</summary>
    public (int Ordinal, int Revision)? About => Words.MarksIn(Text) is [var mark, ..] ? Words.Of(mark) : null;
}

/// <summary>A call as the networks saw it.</summary>
/// <param name="Language">Of the account that calls; empty for a stranger.</param>
public sealed record NetworkCall(DateTimeOffset At, string Network, string Operation, string Language, string Method, string Outcome)
{
    /// <summary>True for everything that is not just looking.</summary>
    public bool Changes => Method != "GET" && Operation != "getMe";
}

/// <summary>The sandbox's own count: independent of the product's ledger.</summary>
public sealed class Networks(Uri sandbox) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = sandbox, Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Everything that became visible, in the order in which it did.</summary>
    public async Task<IReadOnlyList<Creation>> CreationsAsync() =>
        [.. (await ChangesAsync("posted", "published")).Where(change => (bool)change.Post["public"]!).Select(Read)];

    /// <summary>Everything that was made and that nobody sees before it is published.</summary>
    public async Task<IReadOnlyList<Creation>> StagedAsync() => [.. (await ChangesAsync("staged")).Select(Read)];

    /// <summary>The newest calls.</summary>
    public async Task<IReadOnlyList<NetworkCall>> CallsAsync() => [.. (await ReadAsync())["calls"]!.AsArray().Select(call => new NetworkCall(
        (DateTimeOffset)call!["at"]!, (string)call["network"]!, (string)call["operation"]!, (string)call["language"]!, (string)call["method"]!, (string)call["outcome"]!))];

    /// <summary>Has the networks fail in some way from now on; none ends it.</summary>
    public async Task FailAsync(params IEnumerable<JsonObject> faults)
    {
        using var answer = await client.PostAsJsonAsync(new Uri("/control/faults", UriKind.Relative), new JsonObject { ["faults"] = new JsonArray([.. faults]) });
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();

    private async Task<IEnumerable<(DateTimeOffset At, JsonNode Post)>> ChangesAsync(params IReadOnlyList<string> kinds) =>
        (await ReadAsync())["changes"]!.AsArray().Where(change => kinds.Contains((string)change!["what"]!)).Select(change => ((DateTimeOffset)change!["at"]!, change["post"]!));

    private static Creation Read((DateTimeOffset At, JsonNode Post) change) => new(
        (string)change.Post["network"]!, (string)change.Post["account"]!, (string)change.Post["language"]!, (string)change.Post["id"]!, (string)change.Post["text"]!, change.At);

    private async Task<JsonNode> ReadAsync() => JsonNode.Parse(await client.GetStringAsync(new Uri("/control/posts", UriKind.Relative)))!;
}
