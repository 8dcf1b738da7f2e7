using Akorda.Publisher.Channels;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Channels;

public sealed class WordsOfPosts
{
    private static readonly PostLimit Short = new(280, WeightedLength.Of);
    private static readonly PostLimit Long = new(4096, text => text.Length);

    [Fact]
    public void The_template_is_title_lead_and_link() => Assert.Equal(
        "Мемлекет басшысы кеңес өткізді\n\nКеңесте экономика мәселелері қаралды.\n\nhttps://www.akorda.kz/kk/events/kenes-7",
        PostWords.Compose(An.Order(7), "telegram-kk", Long).Text);

    [Fact]
    public void Without_a_lead_there_is_title_and_link() => Assert.Equal(
        "Мемлекет басшысы кеңес өткізді\n\nhttps://www.akorda.kz/kk/events/kenes-7",
        PostWords.Compose(An.Order(7, lead: null), "telegram-kk", Long).Text);

    [Fact]
    public void A_long_lead_is_cut_at_a_word()
    {
        var text = PostWords.Compose(An.Order(7, lead: string.Join(' ', Enumerable.Repeat("кеңесте,", 60))), "x-kk", Short).Text ?? "";
        Assert.InRange(WeightedLength.Of(text), 265, 280);
        Assert.Contains("кеңесте, кеңесте…\n\nhttps://www.akorda.kz/kk/events/kenes-7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_longer_than_a_post_is_cut_and_the_link_stays()
    {
        var text = PostWords.Compose(An.Order(7, title: string.Join(' ', Enumerable.Repeat("жиналыс", 60))), "x-kk", Short).Text ?? "";
        Assert.True(Short.Holds(text));
        Assert.EndsWith("жиналыс…\n\nhttps://www.akorda.kz/kk/events/kenes-7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_longer_than_a_post_is_cut_between_characters()
    {
        var text = PostWords.Compose(An.Order(7, title: string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 150))), "x-kk", Short).Text ?? "";
        Assert.True(Short.Holds(text));
        Assert.Contains("👨‍👩‍👧‍👦…\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_text_gets_the_link_that_it_lacks() =>
        Assert.Equal("Қараңыз!\n\nhttps://www.akorda.kz/kk/events/kenes-7", PostWords.Compose(An.Order(7, written: " Қараңыз! "), "telegram-kk", Long).Text);

    [Fact]
    public void A_written_text_that_has_the_link_stays_as_it_is() =>
        Assert.Equal("Қараңыз: https://www.akorda.kz/kk/events/kenes-7.", PostWords.Compose(An.Order(7, written: "Қараңыз: https://www.akorda.kz/kk/events/kenes-7."), "telegram-kk", Long).Text);

    [Fact]
    public void Another_pages_link_that_begins_alike_is_not_the_link() => Assert.EndsWith(
        "kenes-71\n\nhttps://www.akorda.kz/kk/events/kenes-7",
        PostWords.Compose(An.Order(7, written: "https://www.akorda.kz/kk/events/kenes-71"), "telegram-kk", Long).Text, StringComparison.Ordinal);

    [Fact]
    public void A_written_text_that_is_too_long_is_refused_not_cut()
    {
        var words = PostWords.Compose(An.Order(7, written: new string('ж', 256)), "telegram-kk", Short);
        Assert.Null(words.Text);
        Assert.Equal("The text written for telegram-kk counts 281 with its link; the network takes 280.", words.Unfit);
    }

    [Fact]
    public void A_correction_says_so_in_its_language() => Assert.StartsWith("Түзетілді: ", PostWords.ComposeCorrection(An.Order(7), "x-kk", Short).Text, StringComparison.Ordinal);
}
