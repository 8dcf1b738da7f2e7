using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>What stands between a form and the translators, named in the person's own language.</summary>
public sealed class CheckingBeforeSubmitting(Office office)
{
    [Theory]
    [InlineData("kk", "Тақырып: толтырыңыз", "Мәтін: 3-жол: сілтеме https:// немесе mailto: мекенжайына апаруы керек")]
    [InlineData("ru", "Заголовок: заполните это поле", "Текст: строка 3: ссылка должна вести на https:// или mailto:")]
    [InlineData("en", "Title: fill this in", "Text: line 3: a link leads to https:// or mailto:")]
    public async Task Names_what_is_wrong_and_leads_to_it(string language, string title, string link)
    {
        await using var editor = await office.PersonAsync("editor", language);
        await editor.SavedDraftAsync("Тексерілетін мәтін", "Мәтін.");
        await editor.Page.FillAsync("[name=title]", "");
        await editor.Page.FillAsync("[name=body]", "Мәтін.\n\n[құжат](http://akorda.kz)");
        await editor.Page.ClickAsync(".acts.sticky button[value=check]");
        await editor.Expect("#faults li").ToHaveCountAsync(2);
        await editor.Expect("#faults").ToContainTextAsync(title);
        await editor.Expect("#faults").ToContainTextAsync(link);
        await Assertions.Expect(editor.Field("title")).ToHaveAttributeAsync("aria-invalid", "true");
        await editor.Page.ClickAsync("#faults a[href$='#f-body']");
        await editor.Expect("#f-body").ToBeInViewportAsync();
        // Checking saves nothing.
        await Assertions.Expect(editor.Field("revision")).ToHaveValueAsync("1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Asks_once_about_what_was_not_seen_yet(bool script)
    {
        await using var editor = await office.PersonAsync("editor", "en", script);
        var draft = await editor.SavedDraftAsync("Эмбаргосы өткен мәтін", "Мәтін.");
        // Seen since the page came: no photograph. Not seen: an embargo that is over.
        await editor.Expect(".overlooked").ToContainTextAsync("Photographs: none");
        await editor.Page.FillAsync("[name=embargoUntil]", "2020-01-01T10:00");
        await editor.Page.ClickAsync(Writing.Submit);
        await editor.Expect(".asks").ToContainTextAsync("over already");
        await editor.Page.ClickAsync(".asks button");
        await editor.Expect(".done").ToContainTextAsync("Submitted");
        Assert.Equal(draft, new Uri(editor.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Says_in_a_sentence_when_and_where_it_goes_out()
    {
        await using var editor = await office.PersonAsync("editor", "en");
        await editor.SavedDraftAsync("Қашан шығады", "Мәтін.");
        await editor.Expect(".goes").ToContainTextAsync("Goes out in all languages at once, as soon as all texts are approved. After the site, 9 channels");
        await editor.Page.FillAsync("[name=embargoUntil]", "2035-12-20T14:05");
        await editor.Page.CheckAsync("[name=channelChoice][value=none]");
        await editor.Expect(".goes").ToContainTextAsync("December 20, 2035, 14:05 (Astana)");
        await editor.Expect(".goes").ToContainTextAsync("only to the site");
        await editor.Page.CheckAsync("[name=channelChoice][value=some]");
        var chosen = editor.Page.Locator(".some-channels input:checked");
        while (await chosen.CountAsync() > 0) await chosen.First.UncheckAsync();
        await editor.Page.CheckAsync("[name=channels][value=x-kk]");
        await editor.Page.UncheckAsync("[name=targetLanguages][value=en]");
        await editor.Page.SelectOptionAsync("[name=releasePolicy]", "as-ready");
        await editor.SaveAsync();
        await editor.Expect(".goes").ToContainTextAsync("each language as soon as it is approved");
        await editor.Expect(".goes").ToContainTextAsync("1 channel: x-kk.");
        await Assertions.Expect(editor.Field("embargoUntil")).ToHaveValueAsync("2035-12-20T14:05");
        await editor.Expect("[name=targetLanguages][value=en]").Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Counts_a_post_as_its_network_does()
    {
        await using var editor = await office.PersonAsync("editor", "ru");
        await editor.SavedDraftAsync("Арнаға арналған мәтін", "Мәтін.");
        await editor.Page.ClickAsync("fieldset summary");
        await editor.Page.FillAsync("[name='channelTexts.x-kk']", "Қысқа мәтін");
        // A link counts 23 there, and stands after two line breaks.
        await editor.Expect("#length-x-kk").ToContainTextAsync("36 знаков со ссылкой, сеть принимает до 280");
        await editor.Page.FillAsync("[name='channelTexts.x-kk']", new string('а', 300));
        await editor.Expect("#length-x-kk.fault").ToContainTextAsync("Слишком длинно: 325");
    }

    [Fact]
    public async Task Lets_the_language_that_a_text_is_written_in_change_without_a_word_lost()
    {
        await using var editor = await office.PersonAsync("editor", "ru");
        await editor.SavedDraftAsync("Заявление", "Текст.");
        await editor.Page.SelectOptionAsync("#f-language", "ru");
        await Assertions.Expect(editor.Page.Locator(".into-ru")).ToBeHiddenAsync();
        await Assertions.Expect(editor.Page.Locator(".into-kk input")).ToBeCheckedAsync();
        await Assertions.Expect(editor.Field("title")).ToHaveAttributeAsync("lang", "ru");
        await editor.SaveAsync();
        await Assertions.Expect(editor.Field("language")).ToHaveValueAsync("ru");
        await Assertions.Expect(editor.Page.Locator(".into-kk input")).ToBeCheckedAsync();
    }
}
