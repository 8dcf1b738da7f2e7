using System.Text.RegularExpressions;

namespace Akorda.Texts.Tests;

public sealed class ShorteningAText
{
    [Theory]
    // A whole sentence is better than more words, as long as it keeps most of them.
    [InlineData("Президент елшілерді қабылдады. Кездесуге он екі елдің өкілдері қатысты.", 50, "Президент елшілерді қабылдады.")]
    [InlineData("Иә. Кездесуге он екі елдің өкілдері мен сарапшылар қатысып, пікір алмасты.", 50, "Иә. Кездесуге он екі елдің өкілдері…")]
    [InlineData("The President received ambassadors. Twelve countries took part in it.", 45, "The President received ambassadors.")]
    // What looks like the end of a sentence.
    [InlineData("Бұл 2021 ж. Астанада өткен жиынның жалғасы ретінде ұйымдастырылды.", 20, "Бұл…")]
    [InlineData("Встречу провёл К. Токаев в новом здании резиденции главы государства.", 24, "Встречу провёл…")]
    // Names stay whole.
    [InlineData("Бүгін Мемлекет басшысы Қасым-Жомарт Тоқаев кеңес өткізді", 38, "Бүгін Мемлекет басшысы…")]
    [InlineData("Yesterday the Head of State Kassym-Jomart Tokayev met ambassadors", 30, "Yesterday…")]
    // Numbers stay with what they count.
    [InlineData("Жобаға 100 млн теңге бөлінді және жұмыс басталды", 17, "Жобаға…")]
    [InlineData("На проект выделено 1 000 000 тенге из резерва", 27, "На проект выделено…")]
    [InlineData("Өсім былтыр 5 % болды деп хабарлайды", 14, "Өсім былтыр…")]
    [InlineData("Қаулы № 5 бүгін күшіне енді деп хабарланды", 10, "Қаулы…")]
    // A small word that leads on does not end it.
    [InlineData("Президент встретился с послами и посетил новый завод в Караганде", 36, "Президент встретился с послами…")]
    [InlineData("Тараптар сауда және инвестиция мәселелерін талқылады", 22, "Тараптар сауда…")]
    // A quotation is closed by its own marks, brackets are not opened.
    [InlineData("Ол «Біз достықты бәрінен жоғары бағалаймыз» деді", 24, "Ол «Біз достықты…»")]
    [InlineData("He said “We value friendship above all” today", 26, "He said “We value…”")]
    [InlineData("Он „Дружба превыше всего“ сказал и добавил", 30, "Он „Дружба превыше всего“…")]
    [InlineData("Кеңес өтті (Астана, Үкімет үйі, үлкен зал) бүгін", 30, "Кеңес өтті…")]
    // Marks before the ellipsis go.
    [InlineData("Экономика, әлеуметтік сала, білім және ғылым", 29, "Экономика, әлеуметтік сала…")]
    public void Ends_where_an_editor_would(string text, int most, string expected)
    {
        var shortened = Shortening.Of(text, one => one.Length <= most);
        Assert.Equal(expected, shortened);
        Assert.InRange(shortened.Length, 1, most);
    }

    [Fact]
    public void Leaves_a_text_that_fits_as_it_is() => Assert.Equal("Кеңес өтті", Shortening.Of(" Кеңес өтті ", text => text.Length <= 10));

    [Fact]
    public void Cuts_a_word_that_is_longer_than_a_post_between_characters()
    {
        const string Family = "👨‍👩‍👧‍👦";
        Assert.Equal(Family + Family + "…", Shortening.Of(string.Concat(Enumerable.Repeat(Family, 9)), text => text.Length <= Family.Length * 2 + 1));
        Assert.Equal("", Shortening.Of("Кеңес", _ => false));
    }

    [Fact]
    public void Whatever_the_text_it_fits_and_is_the_texts_own_beginning()
    {
        string[] words = ["Президент", "К.", "Тоқаев", "2021", "жылғы", "20", "желтоқсан", "кеңес", "өтті.", "«Достық»", "және", "100", "млн", "теңге", "т.б.", "(Астана)", "деді.", "№", "5", "«Біз", "бағалаймыз»", "👍🏽", "of", "State"];
        var random = new Random(20211220);
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 30)).Select(_ => words[random.Next(words.Length)]));
            var most = random.Next(1, 120);
            var shortened = Shortening.Of(text, one => one.Length <= most);
            Assert.True(shortened.Length <= most, $"{text} | {most} | {shortened}");
            Assert.StartsWith(Regex.Replace(shortened, "…?[»”]?$", "").TrimEnd('.'), text, StringComparison.Ordinal);
        }
    }
}
