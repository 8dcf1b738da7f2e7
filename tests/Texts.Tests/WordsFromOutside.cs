namespace Akorda.Texts.Tests;

public sealed class WordsFromOutside
{
    [Theory]
    [InlineData("Қазақстан Республикасының Президенті Қасым-Жомарт Тоқаев")]
    [InlineData("«Ақорда» – резиденция: 1 234,5 % — №1, 20.12.2021 г.")]
    [InlineData("Ёё Ңң Һһ I İ ı “quoted” ’s … € ₸ 😀 é")]
    [InlineData("no-break\u00a0space, narrow\u202fspace, hyphen\u2011minus")]
    [InlineData("# <b>markup</b> & entities &amp; *are* shown")]
    public void Are_taken_as_people_write_them(string text)
    {
        Assert.Null(PlainText.FaultOfLine(text, 300));
        Assert.Null(PlainText.FaultOfText(text + "\n\n\t" + text + "\r\n", 300));
    }

    [Theory]
    [InlineData("\u0000")]
    [InlineData("\u0001")]
    [InlineData("\u000b")]
    [InlineData("\u000c")]
    [InlineData("\u001b")]
    [InlineData("\u007f")]
    [InlineData("\u0080")]
    [InlineData("\u0085")]
    [InlineData("\u009f")]
    [InlineData("\u00ad")]
    [InlineData("\u034f")]
    [InlineData("\u061c")]
    [InlineData("\u180e")]
    [InlineData("\u200b")]
    [InlineData("\u200c")]
    [InlineData("\u200d")]
    [InlineData("\u200e")]
    [InlineData("\u200f")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\u202a")]
    [InlineData("\u202e")]
    [InlineData("\u2060")]
    [InlineData("\u2066")]
    [InlineData("\u2069")]
    [InlineData("\u3164")]
    [InlineData("\ufeff")]
    [InlineData("\ufffe")]
    [InlineData("\ufff9")]
    [InlineData("\U000E0041")]
    [InlineData("\U0001FFFF")]
    public void Are_refused_where_they_hold_what_nobody_sees(string character)
    {
        foreach (var text in (string[])[character, "а" + character, character + "а", "а" + character + "б"])
        {
            Assert.NotNull(PlainText.FaultOfLine(text, 300));
            Assert.NotNull(PlainText.FaultOfText(text, 300));
        }
    }

    [Fact]
    public void Are_refused_where_half_a_character_is_missing()
    {
        foreach (var text in (string[])["\ud800", "a\udc00", "\udc00\ud800", "a\ud83db"])
        {
            Assert.NotNull(PlainText.FaultOfLine(text, 300));
            Assert.NotNull(PlainText.FaultOfText(text, 300));
        }
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r\nb")]
    [InlineData("a\tb")]
    [InlineData("")]
    [InlineData(" \u00a0\u2003 ")]
    [InlineData("\u2800")]
    public void Are_no_line_where_they_are_several_or_none(string text)
    {
        Assert.NotNull(PlainText.FaultOfLine(text, 300));
        Assert.Null(PlainText.FaultOfText(text, 300));
    }

    [Fact]
    public void Are_counted_in_characters_of_their_composed_form()
    {
        Assert.Null(PlainText.FaultOfLine(string.Concat(Enumerable.Repeat("😀", 300)), 300));
        Assert.NotNull(PlainText.FaultOfLine(string.Concat(Enumerable.Repeat("😀", 301)), 300));
        Assert.Null(PlainText.FaultOfLine(string.Concat(Enumerable.Repeat("и\u0306", 300)), 300));
        Assert.NotNull(PlainText.FaultOfText(new string('x', 10_000_000), 300));
    }

    [Fact]
    public void Are_kept_composed_with_one_kind_of_line_end_and_without_margins() =>
        Assert.Equal("й\n\nа\nб", PlainText.Normalize(" \r\n и\u0306\r\n\r\nа\rб\t\n"));
}
