using System.Collections.Concurrent;
using System.Text.Json;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Tests.World;

/// <summary>A network that does what the test tells it. It counts by itself what stands on it, able to hold a post twice.</summary>
public sealed class ScriptedChannel(string id, string language, ChannelTiming? timing = null) : IChannel
{
    private readonly ConcurrentQueue<Func<Order, Task<Answer>>> answers = new();
    private readonly ConcurrentQueue<Func<Order, Finding>> findings = new();
    private int remoteIds;

    /// <summary>A request that changes the network.</summary>
    public sealed record Call(string Action, Guid DeliveryId, string Text, DateTimeOffset At, string? RemoteId);

    public ChannelSettings Settings { get; } = new()
    {
        Id = id, Network = "scripted", Language = language, Default = true, BaseUrl = new Uri("http://127.0.0.1:9"),
        Credentials = new Dictionary<string, string>(), Timing = timing ?? new() { TimeoutSeconds = 1, SettleSeconds = 0, RetrySeconds = [0] },
    };

    /// <summary>Every attempt that reached the network.</summary>
    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>How often the network was asked what became of an attempt.</summary>
    public int Searches { get; private set; }

    /// <summary>What the next attempts come to; without a script they are done.</summary>
    public ScriptedChannel Then(params IEnumerable<Answer> script)
    {
        foreach (var answer in script) answers.Enqueue(_ => Task.FromResult(answer));
        return this;
    }

    /// <summary>What the next attempt does.</summary>
    public ScriptedChannel ThenDo(Func<Order, Task<Answer>> act)
    {
        answers.Enqueue(act);
        return this;
    }

    /// <summary>What the next searches find; without a script what the calls left.</summary>
    public ScriptedChannel ThenFind(params IEnumerable<Finding> script)
    {
        foreach (var finding in script) findings.Enqueue(_ => finding);
        return this;
    }

    public PostText Compose(Order order) => new($"{order.Document.Title} {order.Page}", null);

    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        await Task.Yield();
        return new Preparation.Ready(JsonSerializer.SerializeToElement(new { text = Compose(order).Text }));
    }

    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        await order.BeforeChange(ct);
        Calls.Enqueue(new Call(order.Action, order.DeliveryId, prepared.GetProperty("text").GetString()!, TimeProvider.System.GetUtcNow(), order.RemoteId));
        if (answers.TryDequeue(out var scripted)) return await scripted(order);
        var remoteId = order.Action == "publish" ? $"{Settings.Id}-{Interlocked.Increment(ref remoteIds)}" : order.RemoteId;
        return new Answer.Done(remoteId, $"https://network.example/{remoteId}") { Evidence = "200" };
    }

    public Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        Searches++;
        return Task.FromResult(findings.TryDequeue(out var scripted) ? scripted(order) : new Finding.Absent { Evidence = "an empty list" });
    }
}
