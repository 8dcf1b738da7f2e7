namespace Akorda.Translation.Tests.Checks;

/// <summary>Texts as long as a body may be, made to keep a reader busy: a check whose time grows with the square of their length would not end here.</summary>
public sealed class HostileTexts
{
    private const int Length = 100_000;

    [Theory(Timeout = 120_000)]
    [InlineData("1, ")]
    [InlineData("1 111 ")]
    [InlineData("1-")]
    [InlineData("20.12.2021 ")]
    [InlineData("1 января и ")]
    [InlineData("понедельник ")]
    [InlineData("а")]
    [InlineData("a")]
    [InlineData("9")]
    [InlineData("a-")]
    [InlineData("a.")]
    [InlineData("a@")]
    [InlineData("www.a ")]
    [InlineData("«")]
    [InlineData("два ")]
    [InlineData("1 млн 1 тыс ")]
    public async Task Are_read_to_the_end(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Length / piece.Length));
        await Task.Run(() => Checked.Segment("kk>ru", text.Replace('1', '2'), text, "title"), TestContext.Current.CancellationToken);
        await Task.Run(() => Checked.Segment("ru>en", "5", text, "title"), TestContext.Current.CancellationToken);
    }
}
