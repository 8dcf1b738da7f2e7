namespace Akorda.Translation.Tests.Checks;

public sealed class NumbersOfATranslation
{
    [Theory]
    [InlineData("ru>en", "1,5 млрд тенге", "1.5 billion tenge")]
    [InlineData("ru>en", "выделено 12 500 тенге", "12,500 tenge were allocated")]
    [InlineData("ru>en", "выделено 12\u00a0500 тенге", "12,500 tenge were allocated")]
    [InlineData("ru>en", "выделено 12\u202f500 тенге", "12,500 tenge were allocated")]
    [InlineData("ru>en", "выделено 12,5 тыс. тенге", "12,500 tenge were allocated")]
    [InlineData("ru>kk", "1,5 млрд тенге", "1,5 млрд теңге")]
    [InlineData("ru>kk", "200 миллиардов тенге", "200 миллиард теңге")]
    [InlineData("kk>en", "үш мыңнан астам, дәлірегі 3 240 адам", "more than three thousand people, 3,240 to be exact")]
    [InlineData("kk>ru", "2,3 миллион адам", "2 млн 300 тыс. человек")]
    [InlineData("ru>en", "2 млн 300 тысяч человек", "2.3 million people")]
    [InlineData("ru>en", "5 тысяч 300 человек", "5,300 people")]
    [InlineData("ru>en", "рост на 5,2%", "growth of 5.2 percent")]
    [InlineData("ru>en", "рост на 15 %", "growth of 15%")]
    [InlineData("ru>kk", "рост на 15 процентов", "15 пайызға өсті")]
    [InlineData("ru>en", "рост на 5–7 процентов", "growth of 5% to 7%")]
    [InlineData("kk>ru", "5-тен 7 пайызға дейін", "от 5 % до 7 %")]
    [InlineData("ru>en", "от 10 млн до 15 млн тонн", "10–15 million tonnes")]
    [InlineData("ru>en", "на 2 процентных пункта", "by 2 percentage points")]
    [InlineData("ru>kk", "5-й съезд", "5-ші съезд")]
    [InlineData("kk>en", "5-ші съезд", "the 5th congress")]
    [InlineData("ru>en", "программа на 2021-2025 годы", "the programme for 2021–2025")]
    [InlineData("kk>en", "2021–2025 жылдарға арналған бағдарлама", "the programme for 2021-2025")]
    [InlineData("ru>en", "начало в 15:00", "it begins at 3 p.m.")]
    [InlineData("ru>en", "начало в 15.00", "it begins at 15:00")]
    [InlineData("ru>en", "начало в 15 часов 30 минут", "it begins at 15 hours 30 minutes")]
    [InlineData("ru>en", "начало в 15 часов", "it begins at 3:00 pm")]
    [InlineData("kk>ru", "сағат 15:00-де", "в 15:00")]
    [InlineData("ru>kk", "борьба с COVID-19", "COVID-19-ға қарсы күрес")]
    [InlineData("ru>kk", "формат C5+1", "C5+1 форматы")]
    [InlineData("ru>en", "30-летие независимости", "the 30th anniversary of independence")]
    [InlineData("kk>ru", "Тәуелсіздіктің 30 жылдығы", "30-летие Независимости")]
    [InlineData("ru>en", "в 1990-х годах", "in the 1990s")]
    [InlineData("ru>en", "В 2021 году сделано больше, чем в 2020-м. За 2021 год", "More was done in 2021 than in 2020.")]
    [InlineData("ru>en", "1, 2 и 3 место", "1st, 2nd and 3rd place")]
    [InlineData("ru>en", "Участвовали 193 страны, 15 из них впервые.", "Of 193 countries that took part, 15 came for the first time.")]
    [InlineData("ru>en", "стоимость 1 234 567,89 тенге", "a cost of 1,234,567.89 tenge")]
    [InlineData("kk>en", "құны $1,2 млрд", "worth $1.2 bn")]
    [InlineData("ru>en", "закон № 151-V", "Law No. 151-V")]
    [InlineData("ru>kk", "телефон +7 7172 74-55-55", "телефон +7 7172 74-55-55")]
    [InlineData("en>ru", "a 20,000-seat stadium", "стадион на 20 000 мест")]
    [InlineData("ru>en", "за последние три тысячелетия", "over the past three millennia")]
    public void That_say_the_same_pass(string languages, string source, string target) => Assert.Equal("", Checked.Blocking(languages, source, target));

    [Theory]
    [InlineData("ru>en", "рост на 15 %", "growth of 5%")]
    [InlineData("ru>en", "1,5 млн тенге", "1.5 billion tenge")]
    [InlineData("ru>en", "1 234 тенге", "1.234 tenge")]
    [InlineData("ru>en", "1,5 млрд", "1,5 billion")]
    [InlineData("ru>en", "12,5 тыс. тонн", "12.5 tonnes")]
    [InlineData("ru>en", "рост на 5 %", "growth of 5")]
    [InlineData("ru>kk", "в 15 районах", "ауданда")]
    [InlineData("ru>kk", "в районах", "15 ауданда")]
    [InlineData("kk>ru", "12 елдің кәсіпкерлері", "предприниматели 21 страны")]
    [InlineData("kk>ru", "2025 жылға дейін", "до 2026 года")]
    [InlineData("ru>en", "с 5 до 15 процентов", "from 15 to 5.5 percent")]
    [InlineData("ru>en", "в 15:00", "at 3 a.m.")]
    [InlineData("ru>en", "100 школ и 100 больниц", "100 schools and hospitals")]
    [InlineData("kk>en", "3 мәселе", "4 issues")]
    public void That_say_something_else_block(string languages, string source, string target) =>
        Assert.Contains(Checked.Segment(languages, source, target), finding => finding is { Id: "number", Blocks: true });

    [Theory]
    [InlineData("kk>ru", "үш жоба", "3 проекта")]
    [InlineData("ru>en", "3 проекта", "three projects")]
    [InlineData("ru>kk", "7 стран", "жеті ел")]
    [InlineData("en>kk", "two meetings", "2 кездесу")]
    [InlineData("en>ru", "the third meeting", "3-я встреча")]
    [InlineData("ru>en", "25 делегаций", "twenty-five delegations")]
    [InlineData("kk>ru", "жиырма бес делегация", "25 делегаций")]
    [InlineData("ru>en", "в XXI веке", "in the 21st century")]
    [InlineData("kk>ru", "21 ғасырда", "в XXI веке")]
    [InlineData("ru>en", "миллион деревьев", "1 million trees")]
    [InlineData("kk>en", "екі миллион ағаш", "2 million trees")]
    [InlineData("en>ru", "the G20 summit", "саммит Большой двадцатки")]
    public void Written_as_a_word_on_one_side_are_worth_a_look_and_no_more(string languages, string source, string target)
    {
        Assert.Equal("", Checked.Blocking(languages, source, target));
        Assert.Contains(Checked.Segment(languages, source, target), finding => finding is { Id: "number", Severity: "warning" });
    }

    [Theory]
    [InlineData("ru>en", "Подробнее: https://akorda.kz/ru/events/x-123", "More: https://akorda.kz/en/events/y-123")]
    [InlineData("ru>en", "Пишите на press2024@akorda.kz", "Write to press2024@akorda.kz")]
    [InlineData("ru>en", "См. [страницу](https://example.org/2020/15)", "See [the page](https://example.org/2020/15)")]
    public void In_addresses_are_no_numbers(string languages, string source, string target) =>
        Assert.DoesNotContain(Checked.Segment(languages, source, target), finding => finding.Id == "number");
}
