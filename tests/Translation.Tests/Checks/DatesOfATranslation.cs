namespace Akorda.Translation.Tests.Checks;

public sealed class DatesOfATranslation
{
    [Theory]
    [InlineData("kk>ru", "2021 жылғы 20 желтоқсан", "20 декабря 2021 года")]
    [InlineData("kk>ru", "2021 жылғы 20 желтоқсанда", "20 декабря 2021 года")]
    [InlineData("kk>en", "20 желтоқсан 2021 жыл", "December 20, 2021")]
    [InlineData("ru>en", "20 декабря 2021 года", "20 December 2021")]
    [InlineData("ru>en", "20 декабря 2021 г.", "on the 20th of December, 2021")]
    [InlineData("ru>en", "20-го декабря", "December 20th")]
    [InlineData("ru>kk", "с 20 по 22 декабря 2021 года", "2021 жылғы 20–22 желтоқсан аралығында")]
    [InlineData("ru>en", "20, 21 и 22 декабря", "December 20, 21 and 22")]
    [InlineData("ru>en", "20–22 декабря 2021 года", "from December 20 to 22, 2021")]
    [InlineData("kk>ru", "20 желтоқсаннан 22 желтоқсанға дейін", "с 20 по 22 декабря")]
    [InlineData("ru>en", "с 30 ноября по 2 декабря 2021 года", "from November 30 to December 2, 2021")]
    [InlineData("ru>kk", "30 ноября – 2 декабря 2021 года", "2021 жылғы 30 қараша – 2 желтоқсан")]
    [InlineData("ru>en", "31 декабря 2021 года – 5 января 2022 года", "December 31, 2021 – January 5, 2022")]
    [InlineData("kk>ru", "желтоқсанның 20-сында", "20 декабря")]
    [InlineData("kk>ru", "желтоқсан айының 20-сы", "20 декабря")]
    [InlineData("ru>kk", "в декабре 2021 года", "2021 жылғы желтоқсанда")]
    [InlineData("ru>kk", "в декабре 2021 года", "2021 жылдың желтоқсан айында")]
    [InlineData("ru>en", "в ноябре–декабре 2021 года", "in November–December 2021")]
    [InlineData("ru>kk", "в ноябре и декабре 2021 года", "2021 жылғы қараша мен желтоқсанда")]
    [InlineData("ru>en", "20.12.2021", "December 20, 2021")]
    [InlineData("en>ru", "2021-12-20", "20.12.2021")]
    [InlineData("en>ru", "on December 20, 15 leaders met", "20 декабря встретились 15 лидеров")]
    [InlineData("en>ru", "On 20 December 15 leaders met", "20 декабря встретились 15 лидеров")]
    [InlineData("en>ru", "It may host 5 teams; the March of 10 cities", "Он может принять 5 команд; марш 10 городов")]
    [InlineData("kk>ru", "5 маусымдық жұмысшы", "5 сезонных рабочих")]
    [InlineData("kk>ru", "15 қазандық жөнделді", "отремонтировано 15 котельных")]
    [InlineData("ru>en", "в понедельник, 20 декабря 2021 года", "on Monday, December 20, 2021")]
    [InlineData("kk>ru", "дүйсенбі, 2021 жылғы 20 желтоқсан", "понедельник, 20 декабря 2021 года")]
    [InlineData("ru>en", "20 декабря 2021 года. Позже, 20 декабря", "December 20, 2021. Later that day")]
    [InlineData("ru>en", "В 2021 году, 20 декабря", "On December 20, 2021")]
    [InlineData("ru>en", "1 мая, 9 мая и 7 мая", "May 1, May 9 and May 7")]
    [InlineData("kk>ru", "2022 жылғы 16 наурыздағы Жолдау", "Послание от 16 марта 2022 года")]
    [InlineData("kk>en", "5 қаңтарда 19 000 адам", "19,000 people on January 5")]
    [InlineData("kk>ru", "10 қыркүйекте, 3 қыркүйегінен бастап", "10 сентября, с 3 сентября")]
    public void That_are_the_same_pass(string languages, string source, string target) => Assert.Equal("", Checked.Blocking(languages, source, target));

    [Theory]
    [InlineData("kk>ru", "20 желтоқсан", "20 ноября")]
    [InlineData("kk>ru", "2021 жылғы 20 желтоқсан", "21 декабря 2021 года")]
    [InlineData("kk>en", "2021 жылғы 20 желтоқсан", "December 20, 2012")]
    [InlineData("ru>en", "20–22 декабря", "December 20")]
    [InlineData("ru>en", "20 декабря 2021 года", "December 20")]
    [InlineData("ru>kk", "в декабре 2021 года", "2021 жылғы қарашада")]
    [InlineData("ru>en", "20 ноября – 21 декабря", "November 21 – December 20")]
    [InlineData("en>ru", "Monday, December 20, 2021", "во вторник, 20 декабря 2021 года")]
    [InlineData("ru>en", "20 декабря 2021 года", "Tuesday, December 20, 2021")]
    [InlineData("ru>kk", "20 декабря 2021 года", "бейсенбі, 2021 жылғы 20 желтоқсан")]
    public void That_differ_block(string languages, string source, string target) =>
        Assert.Contains(Checked.Segment(languages, source, target), finding => finding is { Id: "date", Blocks: true });

    [Fact]
    public void Are_not_reported_again_as_numbers() =>
        Assert.DoesNotContain(Checked.Segment("kk>ru", "2021 жылғы 20 желтоқсан", "21 ноября 2020 года"), finding => finding.Id == "number");
}
