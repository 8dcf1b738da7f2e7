using System.Globalization;
using System.Text;

namespace Akorda.Texts;

/// <summary>Writes JSON in one form only. Strings are escaped as in RFC 8785, by own rules: the framework's encoders follow Unicode tables that change between its versions, and a digest must not.</summary>
internal sealed class CanonicalJson
{
    private readonly StringBuilder text = new();
    private bool first = true;

    public CanonicalJson Begin(char bracket) => Put(bracket, nextIsFirst: true);

    public CanonicalJson End(char bracket) => Put(bracket, nextIsFirst: false);

    public CanonicalJson Item()
    {
        if (!first) text.Append(',');
        first = false;
        return this;
    }

    public CanonicalJson Name(string name)
    {
        Item();
        Text(name);
        text.Append(':');
        return this;
    }

    public void Number(long number) => text.Append(number.ToString(CultureInfo.InvariantCulture));

    public void TextOrNull(string? value)
    {
        if (value is null) text.Append("null");
        else Text(value);
    }

    /// <summary>A list whose order and repetitions mean nothing.</summary>
    public void Set(IEnumerable<string> values)
    {
        Begin('[');
        foreach (var value in values.Select(Composed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) Item().Text(value);
        End(']');
    }

    public void Text(string value)
    {
        text.Append('"');
        foreach (var c in Composed(value))
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\t': text.Append("\\t"); break;
                case '\n': text.Append("\\n"); break;
                case '\f': text.Append("\\f"); break;
                case '\r': text.Append("\\r"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }
        text.Append('"');
    }

    public override string ToString() => text.ToString();

    /// <summary>A text as it is written, which is also what order is taken by.</summary>
    /// <exception cref="ArgumentException">It is null, or holds half of a surrogate pair.</exception>
    public static string Composed(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Normalize(NormalizationForm.FormC);
    }

    private CanonicalJson Put(char bracket, bool nextIsFirst)
    {
        text.Append(bracket);
        first = nextIsFirst;
        return this;
    }
}
