namespace Akorda.Translation.Tests.Checks;

public sealed class MarkupOfATranslation
{
    [Theory]
    [InlineData("See [the law](https://adilet.zan.kz/eng/docs/Z970000151_)", "См. [закон](https://adilet.zan.kz/rus/docs/Z970000151_)", false)]
    [InlineData("See [the law](https://adilet.zan.kz/docs/1)", "См. [закон](https://adilet.zan.kz/docs/1)", true)]
    [InlineData("See [the page](https://akorda.kz/en/events/some-title-15)", "См. [страницу](https://akorda.kz/ru/events/drugoe-15)", true)]
    [InlineData("See [the page](https://akorda.kz/en/events/some-title-15)", "См. [страницу](https://akorda.kz/ru/events/drugoe-16)", false)]
    [InlineData("[a](https://a.kz/1) and [b](https://b.kz/2)", "[б](https://b.kz/2) и [а](https://a.kz/1)", true)]
    [InlineData("[a](https://a.kz/1) and [b](https://b.kz/2)", "[а](https://a.kz/1) и [б](https://a.kz/1)", false)]
    [InlineData("Write to [us](mailto:press@akorda.kz)", "Пишите [нам](mailto:press@akorda.kz)", true)]
    [InlineData("Write to [us](mailto:press@akorda.kz)", "Пишите нам", false)]
    [InlineData("Without a link", "Со [ссылкой](https://a.kz/1)", false)]
    [InlineData("On https://a.kz/1, today.", "На https://a.kz/1. Сегодня", true)]
    public void Links_where_the_source_does(string source, string target, bool same) =>
        Assert.Equal(!same, Checked.Segment("en>ru", source, target).Any(finding => finding is { Id: "link", Blocks: true }));

    [Theory]
    [InlineData("a **strong** word", "**сильное** слово", true)]
    [InlineData("a **strong** word", "сильное слово", false)]
    [InlineData("a *soft* word", "мягкое слово", false)]
    [InlineData("a word", "мягкое *слово*", false)]
    [InlineData("a **strong** word", "**сильное слово", false)]
    [InlineData("a **strong** word", "**сильное** слово **", false)]
    [InlineData("a ***both*** word", "***оба*** слова", true)]
    [InlineData("a [link](https://a.kz/1)", "[ссылка](https://a.kz/1) и ](", false)]
    [InlineData("5 * 3", "5 * 3", true)]
    public void Emphasizes_as_the_source_does(string source, string target, bool same) =>
        Assert.Equal(!same, Checked.Segment("en>ru", source, target).Any(finding => finding is { Id: "markup", Blocks: true, MayStand: false }));

    [Theory]
    [InlineData("title")]
    [InlineData("lead")]
    [InlineData("place")]
    [InlineData("alt")]
    [InlineData("caption")]
    public void Is_none_in_words_that_are_shown_as_they_stand(string kind) => Assert.Equal("", Checked.Blocking("en>ru", "A *b", "Сло*во", kind));
}
