namespace Akorda.Texts.Tests;

public sealed class TextThatWasPasted
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>two<br><br>three", "One\\\ntwo\n\nthree")]
    [InlineData("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo")]
    [InlineData("<h1>A</h1><h3>B <b>C</b></h3>", "## A\n\n## B C")]
    [InlineData("<p>a <b>bold</b>, <i>italic</i> and <strong><em>both</em></strong>.</p>", "a **bold**, *italic* and ***both***.")]
    [InlineData("<p>a<b> bold </b>word</p>", "a **bold** word")]
    [InlineData("<b><i>x</b> y</i>", "***x*** *y*")]
    [InlineData("<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul><ol start=3><li>a<li>b</ol>", "- one\n  - two\n- three\n\n3. a\n4. b")]
    [InlineData("<ul><li><p>one</p><p>more</p></li></ul>", "- one\\\n  more")]
    [InlineData("<ol><li>a</li></ol><ul><li>b</li></ul>", "1. a\n\n- b")]
    [InlineData("<blockquote><p>Words</p><footer>— Name</footer></blockquote>", "> Words\n>\n> — Name")]
    [InlineData("<blockquote>Words<br>— Name</blockquote>", "> Words\\\n> — Name")]
    [InlineData("<table><tr><th><b>a</b><th>b<tr><td>c|d<td>e<br>f</table>", "| **a** | b |\n| --- | --- |\n| c\\|d | e f |")]
    [InlineData("<table><tr><td colspan=2>a<td>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>", "| a |  | b |\n| --- | --- | --- |\n| c | d | e |\n|  | f | g |")]
    [InlineData("<table><tr><td><h2>Layout</h2><p>only</p></td></tr></table>", "## Layout\n\nonly")]
    [InlineData("<a href='https://akorda.kz/a?b=(1)&amp;c=2'>there</a> <a href='mailto:press@akorda.kz'>mail</a>", "[there](https://akorda.kz/a?b=%281%29&c=2) [mail](mailto:press@akorda.kz)")]
    [InlineData("<a href='http://akorda.kz'>a</a> <a href='javascript:alert(1)'>b</a> <a href='/c'>c</a> <a name=x>d</a> <a href='https://u:p@akorda.kz'>e</a>", "a b c d e")]
    [InlineData("<p>a<img src=x onerror=alert(1)>b<script>alert('c')</script><style>p{}</style></p>", "ab")]
    [InlineData("<p>kept<del>taken away</del> <ins>added</ins><span style='display: none'>hidden</span><o:p>&nbsp;</o:p></p>", "kept added")]
    [InlineData("a&nbsp;&nbsp;b&#8203;c&shy;d&#x202E;e&#xFEFF;&#x1F1F0;", "a bcde🇰")]
    [InlineData("<pre>one\n  two\n\nthree</pre>", "one\\\ntwo\n\nthree")]
    [InlineData("", "")]
    [InlineData("<p> \n </p><b></b>", "")]
    public void Is_said_in_the_profile(string html, string expected) => Assert.Equal(expected, Convert(html));

    [Theory]
    [InlineData("1. not a list")]
    [InlineData("- not a list")]
    [InlineData("# not a heading")]
    [InlineData("> not a quotation")]
    [InlineData("*not* _emphasis_ **at** all")]
    [InlineData("[no link](https://akorda.kz) ![no picture](media:0193b0a1-0000-7000-8000-000000000001)")]
    [InlineData("[no link]: https://akorda.kz")]
    [InlineData("| no | table |")]
    [InlineData("```")]
    [InlineData("~~~")]
    [InlineData("---")]
    [InlineData("* * *")]
    [InlineData("\\ `x` \\* snake_case_word _x_ https://akorda.kz/a_b_c")]
    [InlineData("if (a < b && c > d) <b> &lt;script&gt;")]
    [InlineData("— Диалог, деді ол")]
    [InlineData("+7 (7172) 74-55-00; -5 °C; № 1; 2021. жыл")]
    [InlineData("=")]
    public void Stays_words_whatever_it_looks_like(string words)
    {
        var encoded = System.Net.WebUtility.HtmlEncode(words);
        foreach (var html in (string[])[$"<p>{encoded}</p>", $"<h2>{encoded}</h2>", $"<ul><li>{encoded}</ul>", $"<blockquote>{encoded}</blockquote>", $"<table><tr><td>{encoded}<td>{encoded}</table>", $"x<br>{encoded}", $"<b>{encoded}</b> <i>{encoded}</i>"])
        {
            var markdown = Convert(html);
            Assert.Contains(Spaced(words), Spaced(Markdown.ToPlainText(markdown)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void From_Word_keeps_its_lists_and_loses_its_apparatus() => Assert.Equal(
        """
        ## Мемлекет басшысының мәлімдемесі

        Құрметті **әріптестер**! Астана қаласы

        - Бірінші
          - Ішкі
        - Екінші

        3. Үшінші
        4. Төртінші

        > Дәйексөз

        | Көрсеткіш | 2026 |
        | --- | --- |
        | ЖІӨ | 5,1 % |
        """,
        Convert(
            """
            <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:st1="urn:schemas-microsoft-com:office:smarttags">
            <head><meta name=Generator content="Microsoft Word 15"><title>Secret file name</title>
            <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
            <style><!-- p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm;} @list l0:level1 {mso-level-text:\F0B7;} --></style></head>
            <body lang=KK style='tab-interval:35.4pt'><!--StartFragment-->
            <p class=MsoTitle><span lang=KK>Мемлекет басшысының
            мәлімдемесі<o:p></o:p></span></p>
            <p class=MsoNormal style='text-align:justify'>Құрметті <b style='mso-bidi-font-weight:normal'>әріптестер</b>!&nbsp;<st1:City w:st="on"><st1:place w:st="on">Астана</st1:place></st1:City> қаласы<span style='mso-hide:all'>hidden</span><o:p></o:p></p>
            <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Бірінші<o:p></o:p></p>
            <p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Ішкі</p>
            <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Екінші</p>
            <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>Үшінші</p>
            <p class=MsoListParagraph>4.&nbsp;&nbsp; Төртінші</p>
            <p class=MsoQuote><i>&nbsp;</i>Дәйексөз</p>
            <table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'><td width=100><p class=MsoNormal>Көрсеткіш<o:p></o:p></p></td><td><p class=MsoNormal>2026</p></td></tr>
            <tr><td><p class=MsoNormal>ЖІӨ</p></td><td><p class=MsoNormal>5,1&nbsp;%</p></td></tr></table>
            <!--EndFragment--></body></html>
            """));

    [Fact]
    public void From_Google_Docs_is_not_bold_for_its_wrapping() => Assert.Equal(
        "Обычный **жирный** *курсив* [ссылка](https://akorda.kz/)\n\n- Пункт",
        Convert(
            """
            <meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-weight:400;font-style:normal;">Обычный </span><span style="font-weight:700;">жирный</span><span> </span><span style="font-style: italic">курсив</span><span> </span><a href="https://akorda.kz" style="text-decoration:none;"><span style="font-weight:400">ссылка</span></a></p><ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">Пункт</span></p></li></ul></b>
            """));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<p><b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>")]
    [InlineData("<blockquote>")]
    [InlineData("<a href=https://akorda.kz>x</a>")]
    [InlineData("<b a=1><i>x")]
    [InlineData("</p></div></table>")]
    [InlineData("<td rowspan=20 colspan=20>x")]
    [InlineData("<li>x<p>y")]
    [InlineData("x<br>")]
    [InlineData("*x ")]
    [InlineData("[](")]
    [InlineData("<i>x</i><b>y</b>")]
    [InlineData("<")]
    [InlineData("<a/")]
    [InlineData("&#x202E;&")]
    public void Of_the_greatest_length_and_worst_form_is_read_at_once(string piece)
    {
        var started = TimeProvider.System.GetTimestamp();
        Convert(string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length)) + "end");
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    // Ends, beginnings and looks in any order around words that are told apart: every word comes out.
    [Fact]
    public void In_any_disorder_keeps_its_words_and_stays_in_the_profile()
    {
        string[] tags =
        [
            "p", "div", "span", "b", "i", "strong", "em", "u", "h1", "h2", "h6", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "td", "th", "caption", "pre", "a href='https://akorda.kz/)('", "a href='javascript:x'", "a",
            "p class=MsoListParagraph style='mso-list:l0 level3 lfo1'", "p class=MsoQuote", "b style='font-weight:normal'", "span style='font-weight:700;font-style:italic'", "o:p", "section", "dl", "dt", "dd", "br", "hr", "img src=x", "font", "sup", "svg", "form", "select", "option", "textarea", "center",
        ];
        string[] signs =
        [
            " ", "\n", "\t", "&nbsp;", "*", "**", "_", "__", "#", "## ", "> ", "- ", "+ ", "1. ", "2) ", "[", "]", "](", "]: ", "![", "(", ")", "|", "\\", "`", "```", "~~~", "---", "===", "&lt;b&gt;", "&amp;nbsp;", "&#8203;", "&#x202E;", "&shy;", "\u0338", "&lt;\u0338", "«", "»", "—", "— ", ",", ".", "<!--x-->", "<![if !supportLists]>", "<!doctype html>", "<?xml?>", "</>", "&#xD800;", "&#0;", "\U0001F468\u200D\U0001F469", "https://akorda.kz", "< ",
        ];
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var (html, words) = (new System.Text.StringBuilder(), new List<string>());
            for (var i = 0; i < 40; i++)
            {
                var tag = tags[random.Next(tags.Length)];
                switch (random.Next(5))
                {
                    case 0 or 1:
                        html.Append('<').Append(tag).Append('>');
                        break;
                    case 2:
                        html.Append("</").Append(tag.Split(' ')[0]).Append('>');
                        break;
                    case 3:
                        html.Append(signs[random.Next(signs.Length)]);
                        break;
                    default:
                        words.Add($"сөз{words.Count}w");
                        html.Append(words[^1]);
                        break;
                }
            }
            var markdown = Convert(html.ToString());
            var shown = Markdown.ToPlainText(markdown);
            foreach (var word in words) Assert.True(shown.Contains(word, StringComparison.Ordinal), $"seed {seed}: {word} of\n{html}\nis not in\n{markdown}");
        }
    }

    private static string Convert(string html)
    {
        var markdown = MarkdownFromHtml.Convert(html);
        Assert.Empty(Markdown.Check(markdown));
        Assert.Null(PlainText.FaultOfText(markdown, int.MaxValue));
        Assert.Equal(PlainText.Normalize(markdown), markdown);
        return markdown;
    }

    private static string Spaced(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
