using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Akorda.Ingestion.Word;

/// <summary>The lists of a Word file: which of them have numbers, and how far each has counted.</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    private readonly Dictionary<int, NumberingInstance> instances = [];
    private readonly Dictionary<int, AbstractNum> lists = [];
    private readonly Dictionary<int, int?[]> counted = [];

    public WordNumbering(MainDocumentPart main)
    {
        if (main.NumberingDefinitionsPart?.Numbering is not { } numbering) return;
        foreach (var list in numbering.Elements<AbstractNum>())
            if (list.AbstractNumberId?.Value is { } id) lists.TryAdd(id, list);
        foreach (var instance in numbering.Elements<NumberingInstance>())
            if (instance.NumberID?.Value is { } id) instances.TryAdd(id, instance);
    }

    /// <summary>How deep the next item of a list lies, and its number where the list has numbers; null for what is in no list.</summary>
    public (int Level, int? Number)? Next(NumberingProperties? item)
    {
        // Zero takes a paragraph out of the list that its style puts it in.
        if (item?.NumberingId?.Val?.Value is not { } id || id == 0 || !instances.TryGetValue(id, out var instance)) return null;
        var level = Math.Clamp(item.NumberingLevelReference?.Val?.Value ?? 0, 0, Levels - 1);
        var definition = lists.GetValueOrDefault(instance.AbstractNumId?.Val?.Value ?? -1)?.Elements<Level>().FirstOrDefault(one => one.LevelIndex?.Value == level);
        var format = definition?.NumberingFormat?.Val;
        if (format is null || format.Value == NumberFormatValues.Bullet || format.Value == NumberFormatValues.None) return (level, null);

        if (!counted.TryGetValue(id, out var counts)) counted[id] = counts = new int?[Levels];
        counts[level] = counts[level] + 1 ?? StartOf(instance, definition, level);
        Array.Clear(counts, level + 1, Levels - level - 1);
        return (level, counts[level]);
    }

    private static int StartOf(NumberingInstance instance, Level? definition, int level) =>
        instance.Elements<LevelOverride>().FirstOrDefault(one => one.LevelIndex?.Value == level)?.StartOverrideNumberingValue?.Val?.Value
        ?? definition?.StartNumberingValue?.Val?.Value ?? 1;
}
