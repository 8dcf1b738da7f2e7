using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Akorda.Texts;

/// <summary>Text that is markup already (HTML or XML). Every other value is encoded when it goes into a template, so that no page can forget it.</summary>
/// <param name="Text">The markup.</param>
public readonly record struct Html(string Text)
{
    /// <summary>No markup at all.</summary>
    public static readonly Html None = new("");

    /// <summary>Markup from an interpolated string: its literal parts as they stand, its values encoded.</summary>
    public static Html Of(Template template) => new(template.ToText());

    /// <summary>Markup one after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Text)));

    // The characters of markup; and those that XML 1.0 cannot hold at all, not even as references: one of them would break a whole feed.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. "&<>\"'", .. Enumerable.Range(0, 0x20).Where(c => c is not (9 or 10 or 13)).Select(c => (char)c), '\uFFFE', '\uFFFF']);

    /// <summary>A value made safe for element content and for quoted attributes, in HTML and in XML.</summary>
    public static string Encode(string value)
    {
        var at = value.AsSpan().IndexOfAny(Special);
        if (at < 0) return value;
        var safe = new StringBuilder(value.Length + 32);
        var rest = value.AsSpan();
        for (; at >= 0; at = rest.IndexOfAny(Special))
        {
            safe.Append(rest[..at]).Append(rest[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", '\'' => "&#39;", _ => "" });
            rest = rest[(at + 1)..];
        }
        return safe.Append(rest).ToString();
    }

    /// <summary>What <see cref="Of"/> collects; values of other types than these are not accepted.</summary>
    [InterpolatedStringHandler]
    public ref struct Template(int literalLength, int formattedCount)
    {
        private DefaultInterpolatedStringHandler text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

        public void AppendLiteral(string literal) => text.AppendLiteral(literal);

        public void AppendFormatted(string? value)
        {
            if (value is not null) text.AppendFormatted(Encode(value));
        }

        public void AppendFormatted(Html value) => text.AppendFormatted(value.Text);

        public void AppendFormatted(IEnumerable<Html> values)
        {
            foreach (var value in values) text.AppendFormatted(value.Text);
        }

        public void AppendFormatted(long value) => text.AppendFormatted(value);

        internal string ToText() => text.ToStringAndClear();
    }
}
