using System.Security.Cryptography;
using Akorda.Contracts;
using Microsoft.Extensions.Logging;

namespace Akorda.Messaging;

/// <summary>What one module has of the messages: its relay, its inbox, and the loops that run them.</summary>
internal sealed class ModuleMessaging
{
    private readonly Consumers consumers;
    private readonly IInboxStore store;
    private readonly TimeProvider clock;
    private readonly Inbox inbox;
    private readonly ILogger log;

    /// <param name="clock">For the waits between looks. Not the domain's: a test that stops that one must not stop the relay.</param>
    public ModuleMessaging(
        string module, Consumers consumers, IOutboxStore outboxStore, IInboxStore inboxStore, ITransport transport, Backoff backoff,
        TimeProvider clock, TimeProvider domainClock, ILogger log)
    {
        (Module, this.consumers, store, this.clock, this.log) = (module, consumers, inboxStore, clock, log);
        Relay = new Relay(outboxStore, transport, clock, log);
        inbox = new Inbox(inboxStore, Relay, backoff, clock, domainClock, log);
    }

    public string Module { get; }

    public Relay Relay { get; }

    /// <summary>By consumer; made when the process starts.</summary>
    public IReadOnlyDictionary<string, Subscription> Subscriptions { get; private set; } = new Dictionary<string, Subscription>();

    public void MakeConsumers(IServiceProvider services) => Subscriptions = consumers.Registrations
        .Select(one => new Subscription(Subscription.ConsumerOf(Module, one.Message), one.Message, one.EventId, one.Make(services)))
        .ToDictionary(subscription => subscription.Consumer);

    /// <summary>Ends when this module's database has taken over every message.</summary>
    public Task ReceiveAsync(Subscription subscription, IReadOnlyList<Letter> letters)
    {
        Receipt receipt = new(letters.Count);
        inbox.Accept([.. letters.Select(letter => subscription.ToUnit(letter, receipt))]);
        return receipt.Done;
    }

    /// <summary>Keeps messages that cannot be handled among the failed.</summary>
    public Task RefuseAsync(Subscription subscription, IReadOnlyList<Letter> letters, string why)
    {
        Receipt receipt = new(letters.Count);
        inbox.Accept([.. letters.Select(letter => Subscription.Refused(subscription.Consumer, letter, receipt, new RefusedException(why, null)))]);
        return receipt.Done;
    }

    /// <summary>Keeps something that no bundle could be read from among the failed.</summary>
    public Task RefuseAsync(Subscription subscription, byte[] body, string why)
    {
        // The same bytes are the same message, however often they are delivered.
        var id = new Guid(SHA256.HashData(body).AsSpan(0, 16));
        return RefuseAsync(subscription, [new Letter(id, subscription.Type, body, Urgency.Routine, TraceParent: null)], why);
    }

    /// <summary>Handles what arrives and what is due again.</summary>
    public Task RunInboxAsync(CancellationToken ct)
    {
        foreach (var consumer in Subscriptions.Keys) Meters.Announce(consumer);
        Redelivery redelivery = new(store, inbox, Subscriptions, clock, log);
        return Task.WhenAll(inbox.RunAsync(ct), redelivery.RunAsync(ct));
    }
}
