using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Akorda.Sandbox.Calls;

/// <summary>A request to a network, taken off the wire, so that it can also be carried out after its connection has died.</summary>
public sealed record Call
{
    public required string Network { get; init; }
    public required string Method { get; init; }
    /// <summary>Behind the network's own prefix, with its first slash.</summary>
    public required string Path { get; init; }
    /// <summary>The address without its query, as the client wrote it.</summary>
    public required string Address { get; init; }
    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }
    /// <summary>The headers that a network may look at, by their names.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public required string? Authorization { get; init; }
    public required string? ContentType { get; init; }
    /// <summary>As text; of a form with files, what the log shows.</summary>
    public required string Body { get; init; }
    /// <summary>The body as it came.</summary>
    public byte[] Bytes { get; init; } = [];
    /// <summary>The fields of a form with files; null for another body.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }
    /// <summary>The files of a form, by the names of their fields.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();
    public required DateTimeOffset At { get; init; }
    /// <summary>Listings that lag show only what is older.</summary>
    public DateTimeOffset SeesUntil { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>A parameter of the query.</summary>
    public string? QueryValue(string name) => Query.FirstOrDefault(pair => pair.Key == name).Value;

    /// <summary>The parameters of the body, be it a form or JSON; null when it is neither.</summary>
    public JsonObject? Parameters()
    {
        if (Fields is not null) return new JsonObject(Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value)));
        if (ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
            return new JsonObject(QueryHelpers.ParseQuery(Body).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value.ToString())));
        if (Body.Length == 0) return [];
        try
        {
            return JsonNode.Parse(Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A network's answer.</summary>
public sealed record Reply(int Status, JsonNode? Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>An imitation of a network. Called by one caller at a time.</summary>
public interface INetwork
{
    /// <summary>Its name, and the first part of its addresses.</summary>
    string Name { get; }

    /// <summary>What a call asks for, in one word: what faults are set on.</summary>
    string OperationOf(Call call);

    /// <summary>The language of the account that calls; empty for a stranger.</summary>
    string LanguageOf(Call call);

    /// <summary>Carries a call out.</summary>
    Reply Answer(Call call);

    /// <summary>Tells the caller to slow down.</summary>
    Reply Throttle(int? retryAfter);

    /// <summary>Breaks down.</summary>
    Reply Fail();
}
