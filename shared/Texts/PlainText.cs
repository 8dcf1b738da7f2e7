namespace Akorda.Texts;

/// <summary>Rules for words that come from outside: control, bidirectional and invisible characters are refused, lengths count Unicode code points after NFC.</summary>
public static class PlainText
{
    /// <summary>Why a text of one line cannot be taken; null when it can.</summary>
    public static string? FaultOfLine(string text, int maxLength) => throw new NotImplementedException();

    /// <summary>Why a text of several lines cannot be taken (line feeds and tabs are allowed); null when it can.</summary>
    public static string? FaultOfText(string text, int maxLength) => throw new NotImplementedException();

    /// <summary>NFC, with carriage returns made line feeds and surrounding white space removed: the form in which words are kept.</summary>
    public static string Normalize(string text) => throw new NotImplementedException();
}
