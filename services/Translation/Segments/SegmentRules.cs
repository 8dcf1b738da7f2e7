using Akorda.Texts;

namespace Akorda.Translation.Segments;

/// <summary>What a target may hold, by the kind of its segment: the same limits that hold for an editor's own words.</summary>
public static class SegmentRules
{
    private const int BodyLength = 200_000;

    /// <summary>Why a target cannot be taken; null when it can.</summary>
    public static string? Fault(string kind, string target) => kind switch
    {
        "title" => PlainText.FaultOfLine(target, 300),
        "place" => PlainText.FaultOfLine(target, 200),
        "lead" => PlainText.FaultOfText(target, 1_000),
        "alt" or "caption" => PlainText.FaultOfLine(target, 1_000),
        "heading" or "cell" => PlainText.FaultOfLine(target, BodyLength),
        _ => PlainText.FaultOfText(target, BodyLength),
    };

    /// <summary>True for a piece of the body, whose words are Markdown; every other kind is shown as it stands.</summary>
    public static bool IsMarkdown(string kind) => kind is "paragraph" or "quote" or "heading" or "item" or "cell";
}
