namespace Akorda.Translation.Checks;

/// <summary>All checks of one segment.</summary>
public static class SegmentChecks
{
    public static IReadOnlyList<Finding> Of(CheckedSegment segment)
    {
        var empty = Empty.Check(segment);
        // Everything else would only say again that nothing is there.
        return empty.Count > 0 ? empty :
        [
            .. Numbers.Check(segment), .. Dates.Check(segment), .. Links.Check(segment), .. Markup.Check(segment),
            .. WrongLanguage.Check(segment), .. MixedScript.Check(segment), .. Invisible.Check(segment),
        ];
    }
}
