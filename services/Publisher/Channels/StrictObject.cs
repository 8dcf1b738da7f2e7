using System.Text.Json;

namespace Akorda.Publisher.Channels;

/// <summary>A JSON object of a configuration file, read so that every fault in it is named at once, with its place.</summary>
internal sealed class StrictObject
{
    private readonly Dictionary<string, JsonElement> members = [];
    private readonly bool isObject = true;
    private readonly string at;
    private readonly List<string> faults;

    public StrictObject(JsonElement element, string at, List<string> faults, params IReadOnlyList<string> known)
    {
        this.at = at;
        this.faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{at}: an object is needed");
            isObject = false;
            return;
        }
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name)) faults.Add($"{at}.{member.Name}: there is no such member (there are: {string.Join(", ", known)})");
            else if (!members.TryAdd(member.Name, member.Value)) faults.Add($"{at}.{member.Name} is written twice");
        }
    }

    /// <summary>A member that may be left out.</summary>
    public JsonElement? Optional(string name) => members.TryGetValue(name, out var value) ? value : null;

    /// <summary>A text that must be there and not be blank.</summary>
    public string? Text(string name) => Needed(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString()
        : Fault<string>($"{at}.{name}: a text that is not blank is needed");

    /// <summary>An object that must be there; who reads it checks that it is one.</summary>
    public JsonElement? Object(string name) => Needed(name);

    /// <summary>True or false; false when it is left out.</summary>
    public bool Flag(string name)
    {
        if (Optional(name) is not { } value) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) faults.Add($"{at}.{name}: true or false is needed");
        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A whole number; null when it is left out.</summary>
    public int? Number(string name, int least, int most) => Optional(name) is { } value ? Number(value, $"{at}.{name}", least, most, faults) : null;

    /// <summary>A whole number.</summary>
    public static int? Number(JsonElement value, string at, int least, int most, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most) return number;
        faults.Add($"{at}: a whole number from {least} to {most} is needed");
        return null;
    }

    /// <summary>The entries of a list that must be there, with their places.</summary>
    public IReadOnlyList<(JsonElement Element, string At)> List(string name)
    {
        if (Needed(name) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Array) return [.. value.EnumerateArray().Select((element, index) => (element, $"{at}.{name}[{index}]"))];
        faults.Add($"{at}.{name}: a list is needed");
        return [];
    }

    private JsonElement? Needed(string name)
    {
        if (members.TryGetValue(name, out var value)) return value;
        // One fault is enough for what is no object at all.
        if (isObject) faults.Add($"{at}.{name} is missing");
        return null;
    }

    private T? Fault<T>(string fault) where T : class
    {
        faults.Add(fault);
        return null;
    }
}
