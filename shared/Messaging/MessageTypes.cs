using System.Text.Json;
using Akorda.Contracts;
using Akorda.Postgres;

namespace Akorda.Messaging;

/// <summary>The message types by their names in the outbox, and their JSON.</summary>
internal sealed class MessageTypes
{
    private readonly Dictionary<string, Type> byName;

    /// <param name="consumed">Types that some module of this process consumes; the product's own messages are known without.</param>
    public MessageTypes(IEnumerable<Type> consumed) => byName = typeof(Urgency).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false })
        .Union(consumed)
        .ToDictionary(NameOf);

    public Type? Find(string name) => byName.GetValueOrDefault(name);

    public static string NameOf(Type type) => type.FullName ?? throw new ArgumentException($"{type} cannot be a message.", nameof(type));

    public static byte[] Write(object message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json.Options);

    /// <exception cref="RefusedException">The payload is not what the type says.</exception>
    public static object Read(Type type, byte[] payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, type, Json.Options) ?? throw new RefusedException("The payload is null.", null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new RefusedException($"The payload is no {type.Name}: {e.Message}", e);
        }
    }
}

/// <summary>A message that no further attempt can handle, unless a person orders one.</summary>
internal sealed class RefusedException(string message, Exception? inner) : Exception(message, inner);
