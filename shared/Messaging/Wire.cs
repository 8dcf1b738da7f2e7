using MassTransit;

namespace Akorda.Messaging;

/// <summary>A message type on the bus: MassTransit names exchanges and queues by closed generic types, the outbox by a text.</summary>
internal abstract class Wire
{
    public static Wire Of(Type message) =>
        (Wire)Activator.CreateInstance(typeof(Wire<>).MakeGenericType(message))!;   // a class with a constructor is never null

    /// <summary>Ends when the transport has the bundle.</summary>
    public abstract Task PublishAsync(IPublishEndpoint bus, Guid bundle, Parcel parcel);

    /// <summary>Gives an endpoint what to do with each bundle of one lane.</summary>
    public abstract void Receive(IReceiveEndpointConfigurator endpoint, bool urgent, Func<Guid, IReadOnlyList<Letter>, Task> receive);
}

internal sealed class Wire<TMessage> : Wire
{
    private static readonly string Type = MessageTypes.NameOf(typeof(TMessage));

    public override Task PublishAsync(IPublishEndpoint bus, Guid bundle, Parcel parcel) => parcel.Urgent
        ? PublishAsync<UrgentLane>(bus, bundle, parcel)
        : PublishAsync<RoutineLane>(bus, bundle, parcel);

    public override void Receive(IReceiveEndpointConfigurator endpoint, bool urgent, Func<Guid, IReadOnlyList<Letter>, Task> receive)
    {
        if (urgent) Receive<UrgentLane>(endpoint, receive);
        else Receive<RoutineLane>(endpoint, receive);
    }

    private static Task PublishAsync<TLane>(IPublishEndpoint bus, Guid id, Parcel parcel)
    {
        var bundle = new Bundle<TMessage, TLane>
        {
            Id = id,
            Messages = [.. parcel.Letters.Select(letter => new BundledMessage
            {
                MessageId = letter.MessageId,
                Urgency = letter.Urgency,
                TraceParent = letter.TraceParent,
                Payload = letter.Payload,
            })],
        };
        return bus.Publish(bundle, context =>
        {
            // What no queue takes must come back: a broker would confirm it and drop it.
            if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit)) rabbit.Mandatory = true;
        });
    }

    private static void Receive<TLane>(IReceiveEndpointConfigurator endpoint, Func<Guid, IReadOnlyList<Letter>, Task> receive) =>
        endpoint.Handler<Bundle<TMessage, TLane>>(context => receive(
            context.Message.Id,
            [.. context.Message.Messages.Select(message => new Letter(message.MessageId, Type, message.Payload, message.Urgency, message.TraceParent))]));
}
