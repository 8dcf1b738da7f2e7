using Akorda.Texts;

namespace Akorda.Translation.Checks;

/// <summary>The target emphasizes as often as the source, and its marks close what they open.</summary>
public static class Markup
{
    public const string Id = "markup";

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        var (source, target) = (segment.Source.Markup, segment.Target.Markup);
        List<Finding> findings = [];
        Compare("*emphasis*", source.Emphasis, target.Emphasis);
        Compare("**strong emphasis**", source.Strong, target.Strong);
        // A mark that belongs to no pair is shown to readers as it is.
        if (Loose(target) > Loose(source)) findings.Add(new Finding(Id, Severity.Blocking, "A mark such as * or ]( opens or closes nothing."));
        return findings;

        void Compare(string what, int before, int after)
        {
            if (before != after) findings.Add(new Finding(Id, Severity.Blocking, $"The source has {what} {before} times, the target {after} times."));
        }
    }

    private static int Loose(InlineMarkup text) => text.Words.AsSpan().Count("*") + text.Words.AsSpan().Count("](");
}
