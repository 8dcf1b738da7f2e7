namespace Akorda.Texts.Tests;

public sealed class CuttingAndAssembling
{
    private const string Body =
        """
        The **President** met [the delegation](https://akorda.example/a).
        A second line.

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
                "paragraph: The **President** met [the delegation](https://akorda.example/a).\nA second line.",
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
}
