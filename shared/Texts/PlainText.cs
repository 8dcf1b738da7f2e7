using System.Globalization;
using System.Text;

namespace Akorda.Texts;

/// <summary>Rules for words that come from outside: control, bidirectional and invisible characters are refused, lengths count Unicode code points after NFC.</summary>
public static class PlainText
{
    /// <summary>Why a text of one line cannot be taken, a blank one included; null when it can.</summary>
    public static string? FaultOfLine(string text, int maxLength) =>
        FaultOfCharacters(text, lines: false) ?? (IsBlank(text) ? "must not be blank" : FaultOfLength(text, maxLength));

    /// <summary>Why a text of several lines cannot be taken (line breaks and tabs are allowed, a blank text is too); null when it can.</summary>
    public static string? FaultOfText(string text, int maxLength) =>
        FaultOfCharacters(text, lines: true) ?? FaultOfLength(text, maxLength);

    /// <summary>True when a text shows nothing.</summary>
    public static bool IsBlank(string text) => text.All(c => char.IsWhiteSpace(c) || c == BrailleBlank);

    /// <summary>NFC, with carriage returns made line feeds and surrounding white space removed: the form in which words are kept.</summary>
    public static string Normalize(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Normalize(NormalizationForm.FormC).Trim();

    /// <summary>A text without anything that is refused here: what shows nothing goes, whatever separates words or lines becomes a space; line feeds stay. In NFC.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var whole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (rune.Value == '\n') clean.Append('\n');
            else if (Rune.IsWhiteSpace(rune)) clean.Append(' ');
            // A character of private use is a sign in somebody's font and a box in everybody else's.
            else if (whole && FaultOf(rune, lines: true) is null && Rune.GetUnicodeCategory(rune) != UnicodeCategory.PrivateUse) clean.Append(rest[..length]);
            rest = rest[length..];
        }
        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    private const char BrailleBlank = '\u2800';

    private static string? FaultOfLength(string text, int maxLength)
    {
        // Nothing gets shorter than a third by composition, so a much longer text need not be normalized to be refused.
        if (text.Length > 8L * maxLength) return TooLong(maxLength);
        return text.Normalize(NormalizationForm.FormC).EnumerateRunes().Count() > maxLength ? TooLong(maxLength) : null;
    }

    private static string TooLong(int maxLength) =>
        string.Create(CultureInfo.InvariantCulture, $"must be at most {maxLength} characters");

    private static string? FaultOfCharacters(string text, bool lines)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done)
                return "must not hold half of a surrogate pair";
            if (FaultOf(rune, lines) is { } fault)
                return string.Create(CultureInfo.InvariantCulture, $"must not hold {fault} (U+{rune.Value:X4})");
            rest = rest[length..];
        }
        return null;
    }

    private static string? FaultOf(Rune rune, bool lines)
    {
        // Half of all text is letters and spaces of three alphabets; they need no table.
        if (rune.Value is >= 0x20 and < 0x7F or >= 0x400 and < 0x500 and not (>= 0x483 and <= 0x489)) return null;
        if (rune.Value is '\n' or '\r' or '\t') return lines ? null : "line breaks or tabs";
        if (IsDirection(rune.Value)) return "characters that change the direction of writing";
        if (IsInvisible(rune.Value)) return "invisible characters";
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => "control characters",
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "line separators",
            UnicodeCategory.Format => "invisible characters",
            _ when IsNoCharacter(rune.Value) => "what is no character",
            _ => null,
        };
    }

    private static bool IsDirection(int c) => c is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    // Beside the format characters: fillers and joiners that Unicode counts among letters and marks but that show nothing.
    private static bool IsInvisible(int c) => c is 0x00AD or 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFFA0 or 0xFEFF
        or (>= 0x200B and <= 0x200D) or (>= 0x2060 and <= 0x2065) or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsNoCharacter(int c) => (c & 0xFFFE) == 0xFFFE || c is >= 0xFDD0 and <= 0xFDEF;
}
