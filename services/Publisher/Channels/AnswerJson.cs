using System.Text.Json;

namespace Akorda.Publisher.Channels;

/// <summary>Reads a network's JSON without trusting its shape: what is not as documented is not there.</summary>
internal static class AnswerJson
{
    extension(JsonElement element)
    {
        /// <summary>A member of an object.</summary>
        public JsonElement? Member(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        /// <summary>A member's text, if it is a text that is not empty.</summary>
        public string? TextOf(string name) => element.Member(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

        /// <summary>A member's whole number.</summary>
        public long? NumberOf(string name) => element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

        /// <summary>Whether a member is true.</summary>
        public bool Says(string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

        /// <summary>The entries of a member that is a list.</summary>
        public IEnumerable<JsonElement> ListOf(string name) => element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
    }
}
