namespace Akorda.Texts.Tests;

public sealed class CuttingAndAssembling
{
    private const string Body =
        """
        The **President** met [the delegation](https://akorda.example/a).
        A second \*line\*, 1 \< 2.

        ## Talks

        > Our peoples are close.
        > Very close.
        > — Kassym-Jomart Tokayev

        1. trade
        2. transport
           - rail
           - road

        | Year | Trade |
        |:-----|------:|
        | 2020 | *one* \| two |
        | 2021 |  |

        ![](media:0193b0a1-0000-7000-8000-000000000001)

        The end.
        """;

    [Fact]
    public void Every_block_with_words_is_a_segment()
    {
        var cut = Segments.Cut(A.Document() with { Body = Body }, []);
        Assert.Equal(
            ["title: A title", "lead: A lead", "place: Astana",
                "paragraph: The **President** met [the delegation](https://akorda.example/a).\nA second \\*line\\*, 1 \\< 2.",
                "heading: Talks", "quote: Our peoples are close.\nVery close.\n— Kassym-Jomart Tokayev",
                "item: trade", "item: transport", "item: rail", "item: road",
                "cell: Year", "cell: Trade", "cell: 2020", "cell: *one* | two", "cell: 2021",
                "paragraph: The end.", "alt: A picture", "caption: A caption"],
            cut.Select(segment => $"{segment.Kind}: {segment.Text}"));
        Assert.Equal(cut.Count, cut.Select(segment => segment.Id).Distinct().Count());
    }

    [Fact]
    public void The_same_words_put_together_again_look_the_same()
    {
        var document = A.Document() with { Body = Body };
        var cut = Segments.Cut(document, []);
        var again = Segments.Assemble(document, cut, cut.ToDictionary(segment => segment.Id, segment => segment.Text), "ru", ["x-ru"], new Dictionary<string, string>());
        Assert.Equal(Markdown.ToHtml(Body, id => $"<b>{id}</b>"), Markdown.ToHtml(again.Body, id => $"<b>{id}</b>"));
        Assert.Equal(("ru", "x-ru"), (again.Language, again.Channels.Single()));
    }

    private static IReadOnlyList<Segment> Cut(string body, IReadOnlyList<Segment>? previous = null) =>
        [.. Segments.Cut(A.Document() with { Body = body, Lead = null, Place = null, Media = [] }, previous ?? []).Where(segment => segment.Kind != "title")];

    private static string IdOf(IReadOnlyList<Segment> cut, string text) => cut.Single(segment => segment.Text == text).Id;

    [Fact]
    public void An_unchanged_segment_keeps_its_id_whatever_happens_around_it()
    {
        var before = Cut("One stays here.\n\nTwo goes away.\n\nThree stays here as well.");
        var after = Cut("Something entirely new.\n\nThree stays here as well.\n\nOne stays here.", before);
        Assert.Equal(IdOf(before, "One stays here."), IdOf(after, "One stays here."));
        Assert.Equal(IdOf(before, "Three stays here as well."), IdOf(after, "Three stays here as well."));
        Assert.DoesNotContain(IdOf(after, "Something entirely new."), before.Select(segment => segment.Id));
    }

    [Fact]
    public void A_corrected_segment_keeps_its_id_and_a_rewritten_one_does_not()
    {
        var before = Cut("The President met the delegation in 2020.\n\nThey spoke about trade and transport.");
        var after = Cut("The President met the delegation in 2021.\n\nNobody expected such an outcome.", before);
        Assert.Equal(before[0].Id, after[0].Id);
        Assert.NotEqual(before[1].Id, after[1].Id);
    }

    [Fact]
    public void A_segment_of_another_kind_is_another()
    {
        var before = Cut("The same words");
        Assert.NotEqual(before[0].Id, Cut("## The same words", before)[0].Id);
    }

    [Fact]
    public void The_same_words_twice_have_two_ids_and_both_survive()
    {
        var before = Cut("Same.\n\nSame.\n\nSame.");
        Assert.Equal(3, before.Select(segment => segment.Id).Distinct().Count());
        Assert.Equal(before, Cut("Same.\n\nSame.\n\nSame.", before));
    }

    [Fact]
    public void Words_that_come_back_never_take_the_id_of_a_corrected_segment()
    {
        var first = Cut("The President met the delegation.");
        var second = Cut("The President met the delegation today.", first);
        Assert.Equal(first[0].Id, second[0].Id);
        var third = Cut("The President met the delegation today.\n\nThe President met the delegation.", second);
        Assert.Equal(2, third.Select(segment => segment.Id).Distinct().Count());
        Assert.Equal(first[0].Id, third[0].Id);
    }

    [Fact]
    public void Any_revision_gives_each_segment_one_id_and_the_same_ids_each_time()
    {
        string[] blocks = ["One of the blocks.", "Another of the blocks here.", "## Heading words", "> Quoted words\n> — Name", "- item a\n- item b", "One of the blocks changed."];
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            IReadOnlyList<Segment> previous = [];
            for (var revision = 0; revision < 4; revision++)
            {
                var body = string.Join("\n\n", Enumerable.Range(0, random.Next(1, 12)).Select(_ => blocks[random.Next(blocks.Length)]));
                var cut = Cut(body, previous);
                Assert.True(cut.Count == cut.Select(segment => segment.Id).Distinct().Count(), $"seed {seed}");
                Assert.Equal(cut, Cut(body, previous));
                Assert.All(cut, segment => Assert.Matches("^[a-z0-9]{2,16}$", segment.Id));
                previous = cut;
            }
        }
    }

    // Whatever a translator types, the translated text has its source's blocks and stays within the profile.
    [Fact]
    public void Any_translation_keeps_the_structure_of_its_source()
    {
        var document = A.Document() with { Body = Body };
        var cut = Segments.Cut(document, []);
        string[] pieces = ["word", " ", "\n", "\n\n", "#", "## ", "> ", "- ", "1. ", "1) ", "|", "|---|", "*", "**", "_", "[", "](https://akorda.example)", "](javascript:x)", "<b>", "</b>", "<!--", "```", "    ", "\\", "— ", "[x]: y", "![](media:0193b0a1-0000-7000-8000-000000000001)", "---", "===", "~~~", "`", "<https://a.example>", "+ ", "&amp;", ":-", "Сөз"];
        for (var seed = 1; seed <= 2_000; seed++)
        {
            var random = new Random(seed);
            var targets = cut.ToDictionary(segment => segment.Id, _ => "x" + string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)])));
            if (seed % 2 == 0) targets = targets.ToDictionary(target => target.Key, target => target.Value[1..] + "x");
            var translated = Segments.Assemble(document, cut, targets, "ru", [], new Dictionary<string, string>());
            Assert.True(Segments.Cut(translated, []).Select(segment => segment.Kind).SequenceEqual(cut.Select(segment => segment.Kind)), $"seed {seed}: {translated.Body}");
            Assert.True(Markdown.Check(translated.Body).Count == 0, $"seed {seed}: {translated.Body}");
            Assert.Equal(Markdown.MediaIn(Body), Markdown.MediaIn(translated.Body));
        }
    }

    [Theory]
    [InlineData("1986. A year", "paragraph")]
    [InlineData("**Strong** and [link](https://akorda.example)", "paragraph")]
    [InlineData("- a dash at the beginning", "paragraph")]
    [InlineData("a | b", "cell")]
    [InlineData("C #", "heading")]
    [InlineData("1. one", "heading")]
    [InlineData("5 < 6 & 7", "item")]
    public void A_translation_shows_the_words_that_were_typed(string words, string kind)
    {
        var document = A.Document() with { Body = Body };
        var cut = Segments.Cut(document, []);
        var one = cut.First(segment => segment.Kind == kind);
        var translated = Segments.Assemble(document, cut, cut.ToDictionary(segment => segment.Id, segment => segment == one ? words : segment.Text), "ru", [], new Dictionary<string, string>());
        var shown = System.Net.WebUtility.HtmlDecode(Markdown.ToHtml(translated.Body, _ => null));
        Assert.Contains(words.Replace("**Strong** and [link](https://akorda.example)", "<strong>Strong</strong> and <a href=\"https://akorda.example\">link</a>", StringComparison.Ordinal), shown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_words_stays_as_it_was()
    {
        var document = A.Document() with { Body = "![](media:0193b0a1-0000-7000-8000-000000000001)", Lead = null, Place = null };
        var cut = Segments.Cut(document, []);
        var translated = Segments.Assemble(document, cut, cut.ToDictionary(segment => segment.Id, _ => "Сөз"), "kk", ["telegram-kk"], new Dictionary<string, string> { ["telegram-kk"] = "Жазба" });
        Assert.Equal(["title", "alt", "caption"], cut.Select(segment => segment.Kind));
        Assert.Equal((document.Body, null, null, "Сөз"), (translated.Body, translated.Lead, translated.Place, translated.Title));
        Assert.Equal((document.EventId, document.Media[0].Sha256, "Akorda"), (translated.EventId, translated.Media[0].Sha256, translated.Media[0].Credit));
        Assert.Equal(translated.Write(), Document.Read(translated.Write()).Write());
    }

    [Fact]
    public void A_missing_translation_is_refused()
    {
        var document = A.Document();
        var cut = Segments.Cut(document, []);
        Assert.Throws<ArgumentException>(() => Segments.Assemble(document, cut, new Dictionary<string, string>(), "kk", [], new Dictionary<string, string>()));
        Assert.Throws<ArgumentException>(() => Segments.Assemble(document, [.. cut.Skip(1)], cut.ToDictionary(segment => segment.Id, segment => segment.Text), "kk", [], new Dictionary<string, string>()));
    }

    [Fact]
    public void A_table_of_thousands_of_changed_cells_is_cut_all_the_same()
    {
        string Table(string word) => "| a | b |\n|---|---|\n" + string.Concat(Enumerable.Range(0, 8_000).Select(i => $"| {word} {i} | {i} {word} |\n"));
        var before = Cut(Table("one"));
        var after = Cut(Table("two"), before);
        Assert.Equal(before.Count, after.Count);
        Assert.Equal(after.Count, after.Select(segment => segment.Id).Distinct().Count());
    }
}
