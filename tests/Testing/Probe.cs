using Akorda.Contracts.Drafts;
using Akorda.Contracts.Publications;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Timeline;
using Akorda.Contracts.Translations;
using Akorda.Hosting;
using Akorda.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Testing;

/// <summary>Plays all the services that a test does not host: it sends their messages through an outbox of its own and keeps every message that it hears.</summary>
public sealed class Probe : IServiceModule
{
    /// <summary>The probe's module name.</summary>
    public const string Key = "probe";

    private readonly List<object> heard = [];
    private readonly List<(Func<object, bool> Wanted, TaskCompletionSource<object> Found)> waiting = [];
    private IServiceProvider? services;

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
        module.AddDatabase([typeof(Outbox).Assembly], maxPoolSize: 4);
        module.AddMessages(new Consumers()
            .On<DraftSubmitted>(_ => Guid.Empty, HearAsync)
            .On<DraftWithdrawn>(_ => Guid.Empty, HearAsync)
            .On<TranslationQueued>(_ => Guid.Empty, HearAsync)
            .On<TranslationCompleted>(_ => Guid.Empty, HearAsync)
            .On<TextApproved>(_ => Guid.Empty, HearAsync)
            .On<TextReturned>(_ => Guid.Empty, HearAsync)
            .On<ChannelsAnnounced>(_ => Guid.Empty, HearAsync)
            .On<ReleaseScheduled>(_ => Guid.Empty, HearAsync)
            .On<ReleasePublished>(_ => Guid.Empty, HearAsync)
            .On<ReleaseWithdrawn>(_ => Guid.Empty, HearAsync)
            .On<DeliverySettled>(_ => Guid.Empty, HearAsync)
            .On<StepRecorded>(_ => Guid.Empty, HearAsync));
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }

    /// <summary>Sends a message as another service would.</summary>
    public async Task SendAsync(object message, string urgency = "routine")
    {
        var outbox = services!.GetRequiredKeyedService<Outbox>(Key);
        await using var act = await outbox.BeginAsync(CancellationToken.None);
        act.Send(message, urgency);
        await act.CommitAsync(CancellationToken.None);
    }

    /// <summary>The first message of this type that fits, heard already or still to come.</summary>
    /// <exception cref="TimeoutException">None came in two minutes; the message names what did.</exception>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? fits = null) where T : class
    {
        bool Wanted(object message) => message is T typed && (fits?.Invoke(typed) ?? true);
        TaskCompletionSource<object> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (heard)
        {
            if (heard.FirstOrDefault(Wanted) is { } already) return (T)already;
            waiting.Add((Wanted, found));
        }
        try
        {
            return (T)await found.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No such {typeof(T).Name} came. Heard: {string.Join(", ", Heard<object>())}");
        }
    }

    /// <summary>Every message of this type so far. Only after a later message was waited for does its absence mean anything.</summary>
    public IReadOnlyList<T> Heard<T>()
    {
        lock (heard) return [.. heard.OfType<T>()];
    }

    internal void Use(IServiceProvider provider) => services = provider;

    private Task<Effects> HearAsync(object message, Incoming incoming, CancellationToken ct) =>
        Task.FromResult(new Effects().Then(() =>
        {
            lock (heard)
            {
                heard.Add(message);
                foreach (var one in waiting.Where(one => one.Wanted(message)).ToList())
                {
                    waiting.Remove(one);
                    one.Found.TrySetResult(message);
                }
            }
        }));
}
