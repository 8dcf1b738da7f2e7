using System.Text.RegularExpressions;

namespace Akorda.Messaging;

/// <summary>What one module does with one message type.</summary>
/// <param name="Consumer">The name of its queue, <c>module-message-type</c>, and its key in the inbox.</param>
internal sealed partial record Subscription(string Consumer, Type Message, Func<object, Guid> EventId, Consume<object> Consume)
{
    public string Type => MessageTypes.NameOf(Message);

    public static string ConsumerOf(string module, Type message) =>
        $"{module}-{WordStart().Replace(message.Name, "-$0").ToLowerInvariant()}";

    /// <summary>Makes the unit of a message that arrived; one that cannot be read becomes a unit that fails.</summary>
    public Unit ToUnit(Letter letter, Receipt receipt)
    {
        try
        {
            if (letter.Type != Type) throw new RefusedException($"{Consumer} does not consume {letter.Type}.", null);
            var message = letter.Read(Message);
            return new Unit(Consumer, letter, EventId(message), (incoming, ct) => Consume(message, incoming, ct)) { Receipt = receipt };
        }
        catch (RefusedException refused)
        {
            return Refused(Consumer, letter, receipt, refused);
        }
    }

    /// <summary>A unit that ends among the failed.</summary>
    public static Unit Refused(string consumer, Letter letter, Receipt receipt, RefusedException why) =>
        new(consumer, letter, Guid.Empty, (_, _) => Task.FromException<Effects>(why)) { Receipt = receipt };

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
