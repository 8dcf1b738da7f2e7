namespace Akorda.Messaging;

/// <summary>A consumer: a function from a message, and what it reads, to effects. It changes nothing itself.</summary>
public delegate Task<Effects> Consume<in T>(T message, Incoming incoming, CancellationToken ct);

/// <summary>What a module consumes. Each message type of a module has a queue of its own, named <c>module-message-type</c>.</summary>
public sealed class Consumers
{
    private readonly List<Registration> registrations = [];

    /// <summary>The registrations, in order.</summary>
    public IReadOnlyList<Registration> Registrations => registrations;

    /// <summary>Consumes a message type.</summary>
    /// <param name="eventId">The event that a message is about. Of one event a module handles one message at a time, in every process together, so a consumer may read and decide without locks of its own.</param>
    /// <param name="consume">The function; it may be called again for a message that failed, never for one whose effects are committed.</param>
    public Consumers On<T>(Func<T, Guid> eventId, Consume<T> consume) where T : class => On(eventId, _ => consume);

    /// <summary>Consumes a message type with a function that needs services.</summary>
    public Consumers On<T>(Func<T, Guid> eventId, Func<IServiceProvider, Consume<T>> make) where T : class
    {
        registrations.Add(new Registration(
            typeof(T),
            message => eventId((T)message),
            services =>
            {
                var consume = make(services);
                return (message, incoming, ct) => consume((T)message, incoming, ct);
            }));
        return this;
    }

    /// <summary>One consumed message type.</summary>
    /// <param name="Message">The record's type.</param>
    /// <param name="EventId">Reads the event's id from a message.</param>
    /// <param name="Make">Makes the function once, when the process starts.</param>
    public sealed record Registration(Type Message, Func<object, Guid> EventId, Func<IServiceProvider, Consume<object>> Make);
}
