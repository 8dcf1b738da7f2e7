using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>Two people who change one draft at the same time.</summary>
public sealed class TwoEditorsAtOnce(Office office)
{
    private const string Body = "Кездесу Астанада өтті.\n\nТараптар ынтымақтастықты талқылады.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keep_both_texts_and_see_word_by_word_how_they_differ(bool script)
    {
        await using var first = await office.PersonAsync("editor", script: script);
        await using var second = await office.PersonAsync("editor2", script: script);
        var draft = await first.SavedDraftAsync($"Екі редактор {script}", Body);

        await second.Page.GotoAsync(draft + "/edit");
        await second.Page.FillAsync("[name=lead]", "Екінші редактордың кіріспесі");
        await second.Page.FillAsync("[name=body]", Body.Replace("Астанада", "Алматыда", StringComparison.Ordinal));
        await second.SaveAsync();

        await first.Page.FillAsync("[name=body]", Body.Replace("талқылады", "кеңінен талқылады", StringComparison.Ordinal));
        await first.Page.ClickAsync(Writing.Save);
        await first.Expect(".meeting h2").ToContainTextAsync("Demo editor 2");
        await first.Expect(".meeting .differences >> nth=0 >> del").ToContainTextAsync("Алматыда");
        await first.Expect(".meeting ins >> nth=1").ToContainTextAsync("кеңінен");
        // What only the other changed is taken; where both did, one's own words stay.
        await Assertions.Expect(first.Field("lead")).ToHaveValueAsync("Екінші редактордың кіріспесі");
        await Assertions.Expect(first.Field("body")).ToHaveValueAsync(Body.Replace("талқылады", "кеңінен талқылады", StringComparison.Ordinal));

        // Theirs can be taken, and one's own put back.
        await first.Page.ClickAsync("button[value='theirs:body']");
        await Assertions.Expect(first.Field("body")).ToHaveValueAsync(Body.Replace("Астанада", "Алматыда", StringComparison.Ordinal));
        await first.Page.ClickAsync("button[value='mine:body']");
        await Assertions.Expect(first.Field("body")).ToHaveValueAsync(Body.Replace("талқылады", "кеңінен талқылады", StringComparison.Ordinal));
        await first.SaveAsync();

        // Both stand in the history.
        await first.Page.GotoAsync(draft + "/history");
        await first.Expect(".revisions tbody tr").ToHaveCountAsync(3);
        await first.Expect("#changes ~ .differences del").ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Алматыда"));
        Assert.Empty(first.Complaints);
    }

    [Fact]
    public async Task Of_one_text_that_neither_changed_alike_lose_nothing_when_one_comes_back_to_it_later()
    {
        await using var first = await office.PersonAsync("editor");
        var draft = await first.SavedDraftAsync("Кейін оралған редактор", Body);
        await first.Page.FillAsync("[name=title]", "Менің тақырыбым");
        await first.Expect(Writing.Kept).ToBeVisibleAsync();
        await first.Page.GotoAsync("/drafts");

        await using var second = await office.PersonAsync("editor2");
        await second.Page.GotoAsync(draft + "/edit");
        await second.Page.FillAsync("[name=title]", "Оның тақырыбы");
        await second.SaveAsync();

        await first.Page.GotoAsync(draft + "/edit");
        await first.Expect(".unsaved").ToBeVisibleAsync();
        await first.Expect(".meeting del >> nth=0").ToContainTextAsync("Оның");
        await Assertions.Expect(first.Field("title")).ToHaveValueAsync("Менің тақырыбым");
        await first.SaveAsync();
    }

    [Fact]
    public async Task See_each_other_and_hear_when_somebody_saved()
    {
        await using var first = await office.PersonAsync("editor", "en");
        var draft = await first.SavedDraftAsync("Кім осында", Body);
        await using var reader = await office.PersonAsync("reviewer", "en", script: false);
        await reader.Page.GotoAsync(draft);
        await reader.Expect(".person-here.editing").ToContainTextAsync("Demo editor editing");

        await using var second = await office.PersonAsync("editor2", "en");
        await second.Page.GotoAsync(draft + "/edit");
        await second.Expect(".person-here.reading").ToContainTextAsync("reading");
        await second.Page.FillAsync("[name=lead]", "Жаңа кіріспе");
        await second.SaveAsync();

        // A page that is looked at again asks at once.
        await first.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await first.Expect("[data-part=present]").ToContainTextAsync("Demo editor 2 saved revision 2");
        await first.Page.ClickAsync("button[value=compare]");
        await first.Expect(".meeting ins").ToContainTextAsync("Жаңа");
        await Assertions.Expect(first.Field("lead")).ToHaveValueAsync("Жаңа кіріспе");
    }
}
