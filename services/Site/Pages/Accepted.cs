using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Akorda.Site.Pages;

/// <summary>Reads <c>Accept-Encoding</c> (RFC 9110, 12.5.3) without allocating.</summary>
public static class Accepted
{
    /// <summary>How much a reader wants Brotli and gzip, from 0 (not at all) to 1.</summary>
    public static (float Brotli, float Gzip) Qualities(StringValues accepted)
    {
        float? brotli = null, gzip = null, any = null;
        foreach (var header in accepted)
        {
            foreach (var range in header.AsSpan().Split(','))
            {
                var one = header.AsSpan()[range];
                var name = one[..EndOfName(one)].Trim();
                var quality = QualityOf(one);
                if (name.Equals("br", StringComparison.OrdinalIgnoreCase)) brotli = quality;
                else if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)) gzip = quality;
                else if (name is "*") any = quality;
            }
        }
        return (brotli ?? any ?? 0, gzip ?? any ?? 0);
    }

    private static int EndOfName(ReadOnlySpan<char> one) => one.IndexOf(';') is >= 0 and var at ? at : one.Length;

    private static float QualityOf(ReadOnlySpan<char> one)
    {
        var weight = one[EndOfName(one)..].TrimStart("; \t");
        if (weight.IsEmpty) return 1;
        return weight.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && float.TryParse(weight[2..].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) ? quality : 0;
    }
}
