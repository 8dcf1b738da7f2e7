using System.Text.RegularExpressions;

namespace Akorda.Translation.Checks;

/// <summary>The target's links lead where the source's do.</summary>
public static partial class Links
{
    public const string Id = "link";

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        var source = segment.Source.Links.Select(link => (Link: link, Place: PlaceOf(link))).ToList();
        var target = segment.Target.Links.Select(link => (Link: link, Place: PlaceOf(link))).ToList();
        foreach (var link in source.ToList())
        {
            var same = target.FindIndex(each => each.Place == link.Place);
            if (same < 0) continue;
            target.RemoveAt(same);
            source.Remove(link);
        }
        return
        [
            .. source.Select(link => new Finding(Id, Severity.Blocking, $"The source's link to {link.Link} is missing.")),
            .. target.Select(link => new Finding(Id, Severity.Blocking, $"The source has no link to {link.Link}.")),
        ];
    }

    // A page that exists in several languages is one place: its language differs, and so does the slug before its number.
    private static string PlaceOf(string link)
    {
        var place = Scheme().Replace(link, "").TrimEnd('/');
        var match = LanguagePath().Match(place);
        if (!match.Success) return place;
        var number = Number().Match(match.Groups["rest"].Value);
        return $"{match.Groups["host"].Value}/*{(number.Success ? $"/*-{number.Groups["number"].Value}" : match.Groups["rest"].Value)}";
    }

    [GeneratedRegex("^https?://(www\\.)?", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("^(?<host>[^/]+)/(kk|kz|ru|en)(?<rest>/.*|)$")]
    private static partial Regex LanguagePath();

    [GeneratedRegex("-(?<number>[0-9]+)$")]
    private static partial Regex Number();
}
