using System.Text.RegularExpressions;

namespace Akorda.Texts.Tests;

public sealed partial class ABodyInMarkdown
{
    private const string Picture = "0193b0a1-0000-7000-8000-000000000001";

    private static string Html(string body) => Markdown.ToHtml(body, id => $"<figure>{id}</figure>");

    [Theory]
    [InlineData("Plain words, *emphasis*, **strength**, ***both*** and _again_.")]
    [InlineData("One line\\\nthen another  \nand a third.")]
    [InlineData("## Heading\n\nWords.\n\n> Quote\n> — Name\n\n- one\n  - two\n- three\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| c | d |")]
    [InlineData("[words](https://akorda.example/a?b=c&d=e#f) and [mail](mailto:press@akorda.example)")]
    [InlineData("![](media:" + Picture + ")\n![](media:" + Picture + ")")]
    [InlineData("1 < 2 && 3 > 2 & \"quoted\" 'too' `tick` ~ ^ | a|b \\* 2 * 3 * 4 [brackets] (too) http://example.org")]
    [InlineData("Line\n---")]
    [InlineData("&lt;script&gt; &#x202E; &nbsp;")]
    [InlineData("№ 5 — 20.12.2021: 1986. A year at the end of a line\n1987. And one at its beginning")]
    public void Within_the_profile_has_no_fault(string body) => Assert.Empty(Markdown.Check(body));

    [Theory]
    [InlineData("one\n\n<b>two</b>", 3)]
    [InlineData("one\ntwo <b>bold</b>", 2)]
    [InlineData("<script>alert(1)</script>", 1)]
    [InlineData("one <!-- hidden -->", 1)]
    [InlineData("one\n\n<!-- hidden -->", 3)]
    [InlineData("one\n\n# Heading", 3)]
    [InlineData("### Heading", 1)]
    [InlineData("one\n\n    code", 3)]
    [InlineData("```\ncode\n```", 1)]
    [InlineData("one\n\n~~~\ncode", 3)]
    [InlineData("one\n\n---\n\ntwo", 3)]
    [InlineData("***", 1)]
    [InlineData("[x](javascript:alert(1))", 1)]
    [InlineData("[x](JavaScript:alert(1))", 1)]
    [InlineData("[x](java\\script:alert(1))", 1)]
    [InlineData("[x](data:text/html,x)", 1)]
    [InlineData("[x](vbscript:x)", 1)]
    [InlineData("[x](http://akorda.example)", 1)]
    [InlineData("[x](//akorda.example)", 1)]
    [InlineData("[x](/path)", 1)]
    [InlineData("[x](HTTPS://akorda.example)", 1)]
    [InlineData("[x](https:akorda.example)", 1)]
    [InlineData("[x](https://user:word@akorda.example)", 1)]
    [InlineData("[x](https://)", 1)]
    [InlineData("[x]()", 1)]
    [InlineData("[x](<https://a b.example>)", 1)]
    [InlineData("[x](mailto:)", 1)]
    [InlineData("[x](https://akorda.example \"title\")", 1)]
    [InlineData("[](https://akorda.example)", 1)]
    [InlineData("words\n\n[x][y]\n\n[y]: https://akorda.example", 5)]
    [InlineData("[y]: javascript:alert(1)", 1)]
    [InlineData("<https://akorda.example>", 1)]
    [InlineData("<press@akorda.example>", 1)]
    [InlineData("![](https://akorda.example/a.png)", 1)]
    [InlineData("![words](media:" + Picture + ")", 1)]
    [InlineData("![](media:nothing)", 1)]
    [InlineData("words ![](media:" + Picture + ")", 1)]
    [InlineData("- ![](media:" + Picture + ")", 1)]
    [InlineData("> ![](media:" + Picture + ")", 1)]
    [InlineData("[![](media:" + Picture + ")](https://akorda.example)", 1)]
    [InlineData("> > nested", 1)]
    [InlineData("> - list", 1)]
    [InlineData("- > quote", 1)]
    [InlineData("- ## heading", 1)]
    [InlineData("## ", 1)]
    [InlineData(">", 1)]
    public void Outside_the_profile_has_its_fault_at_its_line(string body, int line)
    {
        var faults = Markdown.Check(body);
        Assert.NotEmpty(faults);
        Assert.Contains(line, faults.Select(fault => fault.Line));
        Assert.All(faults, fault => Assert.NotEmpty(fault.Rule));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("[a](")]
    [InlineData("[a]: b\n")]
    [InlineData("*a **b ")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("<")]
    [InlineData("|")]
    [InlineData("|\n")]
    [InlineData("a|b\n")]
    [InlineData("`")]
    [InlineData("**")]
    [InlineData("\\")]
    public void Of_the_greatest_length_and_worst_form_is_checked_and_shown(string piece)
    {
        var body = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
        if (Markdown.Check(body).Count == 0)
        {
            Assert.NotNull(Html(body));
            Assert.NotNull(Segments.Cut(A.Document() with { Body = body }, []));
        }
    }

    [Fact]
    public void Nested_without_end_is_refused_and_not_a_crash()
    {
        Assert.NotEmpty(Markdown.Check(string.Concat(Enumerable.Repeat("- ", 40)) + "a"));
        Assert.NotEmpty(Markdown.Check(string.Concat(Enumerable.Repeat("*a **b ", 30)) + string.Concat(Enumerable.Repeat("c** d* ", 30))));
        Markdown.Check(new string('*', 99_999) + "a" + new string('*', 99_999));
    }

    [Fact]
    public void Is_rendered_block_by_block()
    {
        Assert.Equal(
            """
            <p id="p1">The <strong>President</strong> &amp; <em>others</em><br>
            met.</p>
            <h2 id="p2">Talks</h2>
            <ul id="p3"><li>one</li><li>two<ol start="3"><li>three</li></ol></li></ul>
            <figure>0193b0a1-0000-7000-8000-000000000001</figure>
            <table id="p4"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>c</td><td></td></tr></tbody></table>
            <p id="p5"><a href="https://akorda.example/?a=b&amp;c=d">x</a> <a href="mailto:press@akorda.example">y</a> &lt;i&gt;</p>
            """,
            Html($"""
                The **President** & _others_\
                met.

                ## Talks

                - one
                - two

                  3. three

                ![](media:{Picture})

                | a | b |
                |---|---|
                | c |   |

                [x](https://akorda.example/?a=b&c=d) [y](mailto:press@akorda.example) \<i>
                """).Trim().Replace("<li><p>one</p></li><li><p>two</p>", "<li>one</li><li>two", StringComparison.Ordinal).Replace("<li><p>three</p></li>", "<li>three</li>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("> Words\n> — Kassym-Jomart **Tokayev**", "<blockquote id=\"p1\"><p>Words</p><footer>— <cite>Kassym-Jomart <strong>Tokayev</strong></cite></footer></blockquote>")]
    [InlineData("> Words\n>\n> More\n>\n> — Name", "<blockquote id=\"p1\"><p>Words</p><p>More</p><footer>— <cite>Name</cite></footer></blockquote>")]
    [InlineData("> Words — Name", "<blockquote id=\"p1\"><p>Words — Name</p></blockquote>")]
    [InlineData("> — Name", "<blockquote id=\"p1\"><p>— Name</p></blockquote>")]
    [InlineData("> Words\n> – said he", "<blockquote id=\"p1\"><p>Words\n– said he</p></blockquote>")]
    public void Names_the_speaker_of_a_quotation(string body, string html) => Assert.Equal(html, Html(body).Trim());

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("![](javascript:alert(1))")]
    [InlineData("words {onclick=alert(1)}")]
    [InlineData("## words {#id onclick=alert(1)}")]
    [InlineData("[x](https://a.example/\"onclick=\"alert(1))")]
    [InlineData("<img data-media=\"" + Picture + "\">")]
    [InlineData("<https://a.example/\"onclick=alert(1)>")]
    [InlineData("```html\n<b onclick=x>\n```")]
    public void Never_becomes_markup_of_the_writers_own(string body)
    {
        // Also without the check: a body that slipped through is shown as text.
        var html = Html(body);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<figure", html, StringComparison.Ordinal);
        Assert.All(Tag().Matches(html), tag => Assert.Matches("^</?(p|h2|ul|ol|li|blockquote|footer|cite|strong|em|a|br|table|thead|tbody|tr|th|td)( (id=\"p[0-9]+\"|href=\"(https|mailto):[^\"]*\"|scope=\"col\"))*>$", tag.Value));
    }

    [Fact]
    public async Task Is_the_same_page_from_many_threads_at_once()
    {
        string Body(int i) => $"## {i}\n\nWords of [{i}](https://akorda.example/{i}).\n\n![](media:{Picture})";
        var pages = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => Html(Body(i)))));
        Assert.All(pages.Index(), page => Assert.Equal(Html(Body(page.Index)), page.Item));
    }

    [Fact]
    public void Shows_only_pictures_that_somebody_has() => Assert.Equal("", Markdown.ToHtml($"![](media:{Picture})", _ => null).Trim());

    [Fact]
    public void Names_its_media_in_order()
    {
        var other = "0193b0a1-0000-7000-8000-000000000002";
        Assert.Equal([Guid.Parse(other), Guid.Parse(Picture)], Markdown.MediaIn($"![](media:{other})\n\nwords\n\n![](media:{Picture})"));
    }

    [Fact]
    public void Has_words_without_markup() => Assert.Equal(
        "The President & others met.\n\nTalks\n\nWords.\n— Name\n\none\ntwo\n\n2. a\n3. b\n\na | b\nc | d\n\nlink",
        Markdown.ToPlainText($"The **President** &\nothers met.\n\n## Talks\n\n> Words.\n> — Name\n\n- one\n- two\n\n2. a\n3. b\n\n| a | b |\n|---|---|\n| *c* | d |\n\n![](media:{Picture})\n\n[link](https://akorda.example)"));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
