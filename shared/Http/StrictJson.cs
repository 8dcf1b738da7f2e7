using System.Text.Json;
using System.Text.Json.Serialization;

namespace Akorda.Http;

/// <summary>What comes in over HTTP is read strictly: unknown and duplicate members, wrong types, nulls and names in another letter case are faults.</summary>
public static class StrictJson
{
    /// <summary>Sets the switches on a service's JSON options.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new StrictTime());
    }

    // DateTimeOffset without an offset would silently mean the server's own zone.
    private sealed class StrictTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var text = reader.GetString() ?? "";
            var zone = text.AsSpan(Math.Min(text.Length, 10));
            if (!zone.EndsWith("Z", StringComparison.Ordinal) && zone.IndexOfAny('+', '-') < 0) throw new JsonException("A time needs its offset (RFC 3339).");
            return reader.TryGetDateTimeOffset(out var time) ? time.ToUniversalTime() : throw new JsonException("This is not a time (RFC 3339).");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
