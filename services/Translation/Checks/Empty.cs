using Akorda.Texts;

namespace Akorda.Translation.Checks;

/// <summary>A segment without a translation.</summary>
public static class Empty
{
    public const string Id = "empty";

    public static IReadOnlyList<Finding> Check(CheckedSegment segment) =>
        PlainText.IsBlank(segment.Target.Markup.Words) ? [new Finding(Id, Severity.Blocking, "This segment is not translated yet.")] : [];
}
