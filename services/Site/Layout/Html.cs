using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Akorda.Site.Layout;

/// <summary>Text that is markup already (HTML or XML). Every other value is encoded when it goes into a template, so that no page can forget it.</summary>
/// <param name="Text">The markup.</param>
public readonly record struct Html(string Text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>No markup at all.</summary>
    public static readonly Html None = new("");

    /// <summary>Markup from an interpolated string: its literal parts as they stand, its values encoded.</summary>
    public static Html Of(Template template) => new(template.ToText());

    /// <summary>Markup one after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Text)));

    /// <summary>A value made safe for element content and for quoted attributes, in HTML and in XML.</summary>
    public static string Encode(string value) => Encoder.Encode(value.AsSpan().IndexOfAny(Unwritable) < 0 ? value : string.Concat(value.Where(c => !Unwritable.Contains(c))));

    // XML 1.0 cannot hold these at all, not even as references; one of them would break a whole feed.
    private static readonly System.Buffers.SearchValues<char> Unwritable = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c is not (9 or 10 or 13)).Select(c => (char)c), '\uFFFE', '\uFFFF']);

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
