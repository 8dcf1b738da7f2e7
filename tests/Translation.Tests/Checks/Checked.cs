using Akorda.Translation.Checks;

namespace Akorda.Translation.Tests.Checks;

/// <summary>Runs the checks on one segment.</summary>
internal static class Checked
{
    public static IReadOnlyList<Finding> Segment(string languages, string source, string target, string kind = "paragraph")
    {
        var (from, to) = (languages.Split('>')[0], languages.Split('>')[1]);
        return SegmentChecks.Of(new CheckedSegment(kind, source, target, from, to));
    }

    /// <summary>What blocks, as one line; empty when nothing does.</summary>
    public static string Blocking(string languages, string source, string target, string kind = "paragraph") =>
        string.Join(" | ", Segment(languages, source, target, kind).Where(finding => finding.Blocks).Select(finding => $"{finding.Id}: {finding.Message}"));
}
