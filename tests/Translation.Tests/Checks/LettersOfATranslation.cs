namespace Akorda.Translation.Tests.Checks;

public sealed class LettersOfATranslation
{
    private const string RussianParagraph = "Глава государства поздравил дипломатов с началом работы и подчеркнул важность дальнейшего развития сотрудничества.";
    private const string KazakhParagraph = "Мемлекет басшысы дипломаттарды қызметінің басталуымен құттықтап, ынтымақтастықты дамытудың маңызын атап өтті.";
    private const string EnglishParagraph = "The Head of State congratulated the diplomats on the start of their missions and stressed the importance of cooperation.";

    [Theory]
    [InlineData("kk>ru", KazakhParagraph, KazakhParagraph)]
    [InlineData("kk>ru", KazakhParagraph, "Глава государства және дипломаты")]
    [InlineData("ru>kk", RussianParagraph, RussianParagraph)]
    [InlineData("ru>kk", RussianParagraph, KazakhParagraph + " " + RussianParagraph)]
    [InlineData("en>kk", EnglishParagraph, EnglishParagraph)]
    [InlineData("en>ru", EnglishParagraph, EnglishParagraph)]
    [InlineData("kk>en", KazakhParagraph, KazakhParagraph)]
    [InlineData("ru>en", RussianParagraph, RussianParagraph)]
    [InlineData("ru>en", RussianParagraph, EnglishParagraph + " Глава государства.")]
    [InlineData("ru>en", RussianParagraph, "«" + RussianParagraph + "»")]
    public void Of_another_language_block(string languages, string source, string target) =>
        Assert.Contains(Checked.Segment(languages, source, target), finding => finding is { Id: "wrong-language", Blocks: true });

    [Theory]
    [InlineData("kk>ru", KazakhParagraph, RussianParagraph)]
    [InlineData("ru>kk", RussianParagraph, KazakhParagraph)]
    [InlineData("ru>en", RussianParagraph, EnglishParagraph)]
    [InlineData("kk>ru", "«Егемен Қазақстан» газеті", "газета «Егемен Қазақстан»")]
    [InlineData("kk>en", "«Егемен Қазақстан» газеті", "the newspaper “Егемен Қазақстан”")]
    [InlineData("ru>kk", "Города: Алматы, Астана, Шымкент, Атырау, Павлодар, Тараз, Семей, Костанай, Караганда", "Алматы, Астана, Шымкент, Атырау, Павлодар, Тараз, Семей, Костанай, Актобе, Кокшетау")]
    [InlineData("en>ru", "Chevron, ExxonMobil, Shell, TotalEnergies, Eni", "Chevron, ExxonMobil, Shell, TotalEnergies, Eni")]
    [InlineData("en>kk", "Astana International Exchange", "Astana International Exchange")]
    [InlineData("kk>ru", "Астана", "Астана")]
    [InlineData("kk>ru", "ІІІ тоқсан", "ІІІ квартал")]
    [InlineData("en>ru", "Read more on akorda.kz", "Подробнее на akorda.kz")]
    [InlineData("kk>ru", "IT-компаниялар мен BRICS елдері", "IT-компании и страны BRICS")]
    public void Of_the_language_pass(string languages, string source, string target) => Assert.Equal("", Checked.Blocking(languages, source, target));

    [Theory]
    [InlineData("ru>kk", "Алматы", "Aлматы")]
    [InlineData("ru>kk", "в ауле", "Aуылдағы")]
    [InlineData("kk>ru", "Астана", "г. Acтана")]
    [InlineData("ru>en", "Астана", "Аstana")]
    public void Of_two_alphabets_in_one_word_block(string languages, string source, string target) =>
        Assert.Contains(Checked.Segment(languages, source, target), finding => finding is { Id: "mixed-script", Blocks: true });

    [Theory]
    [InlineData("ru>kk", "IT-компания", "IT-компания")]
    [InlineData("en>kk", "BRICS countries", "BRICS-ке мүше елдер, FinTech’тің дамуы")]
    [InlineData("ru>kk", "XXI век", "ХХI ғасыр")]
    [InlineData("ru>kk", "QR-код и 3D-печать", "QR-код пен 3D-басып шығару")]
    public void Of_two_alphabets_side_by_side_pass(string languages, string source, string target) =>
        Assert.DoesNotContain(Checked.Segment(languages, source, target), finding => finding.Id == "mixed-script");

    [Theory]
    [InlineData("Аста\u00ADна")]
    [InlineData("Аста\u200Bна")]
    [InlineData("\uFEFFАстана")]
    [InlineData("Астана\u202E")]
    [InlineData("Астана\u0007")]
    public void That_nobody_sees_block(string target) =>
        Assert.Contains(Checked.Segment("kk>ru", "Астана", target), finding => finding is { Id: "invisible", Blocks: true, MayStand: false });

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("****")]
    public void That_are_not_there_block(string target)
    {
        var finding = Assert.Single(Checked.Segment("kk>ru", "Астана", target), finding => finding.Id == "empty" || target == "****");
        Assert.True(finding.Blocks);
    }
}
