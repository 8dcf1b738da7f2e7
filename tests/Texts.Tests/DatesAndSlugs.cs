namespace Akorda.Texts.Tests;

public sealed class DatesAndSlugs
{
    [Theory]
    [InlineData("kk", 12, "2021 жылғы 20 желтоқсан")]
    [InlineData("ru", 12, "20 декабря 2021 года")]
    [InlineData("en", 12, "December 20, 2021")]
    [InlineData("kk", 1, "2021 жылғы 20 қаңтар")]
    [InlineData("ru", 5, "20 мая 2021 года")]
    [InlineData("de", 5, "2021-05-20")]
    public void A_date_has_the_languages_own_form(string language, int month, string form) =>
        Assert.Equal(form, Dates.InWords(new DateOnly(2021, month, 20), language));

    [Theory]
    [InlineData("Қасым-Жомарт Тоқаев Үкімет отырысын өткізді", "kasym-zhomart-tokayev-ukimet-otyrysyn-otkizdi")]
    [InlineData("Глава государства провёл заседание: Щучинск, объезд", "glava-gosudarstva-provyol-zasedaniye-shchuchinsk-obyezd")]
    [InlineData("President’s “State of the Nation” — 2021!", "presidents-state-of-the-nation-2021")]
    [InlineData("Façade café İstanbul ÅÄÖ", "facade-cafe-istanbul-aao")]
    [InlineData("../../etc/passwd?x=1#y", "etc-passwd-x-1-y")]
    [InlineData("《中文》 😀", "event")]
    [InlineData("", "event")]
    public void A_slug_is_readable_in_Latin_letters(string title, string slug) => Assert.Equal(slug, Slug.Of(title));

    [Fact]
    public void A_slug_ends_with_a_whole_word_within_80_characters()
    {
        Assert.Equal(string.Join('-', Enumerable.Repeat("memleket", 8)) + "-basy", Slug.Of(string.Join(' ', Enumerable.Repeat("Мемлекет", 8)) + " басы басшылары"));
        Assert.Equal(new string('a', 80), Slug.Of(new string('а', 300)));
    }

    [Fact]
    public void A_slug_of_anything_is_fit_for_an_address()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var title = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(1, 0x600)));
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", Slug.Of(title));
            Assert.InRange(Slug.Of(title).Length, 1, 80);
        }
    }
}
