using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>From an editor's first word to the public page, by clicks and keys, each person before a browser of their own.</summary>
public sealed class TheWayOfAnEvent(Office office)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leads_through_the_hands_of_all_to_the_public_site(bool script)
    {
        // Each way in words of its own: the memory would bring the other one's.
        var mark = script ? "А" : "Б";
        var title = $"Мемлекет басшысы елшілермен кездесті {mark}";
        await using var editor = await office.PersonAsync("editor", script: script);
        await editor.Page.ClickAsync("text=Жаңа оқиға жазу");
        await editor.Page.FillAsync("[name=title]", title);
        await editor.Page.FillAsync("[name=body]", $"Кездесуге 12 елдің елшісі қатысты {mark}.\n\n> Біз достықты бағалаймыз {mark}.\n> — Президент");
        await editor.Page.SetInputFilesAsync("[name=photograph]", new FilePayload { Name = "hall.jpg", MimeType = "image/jpeg", Buffer = Pictures.Hall() });
        // With script it is on its way as soon as it is chosen.
        if (!script) await editor.Page.ClickAsync("button[value=add-photograph]");
        await editor.Page.FillAsync("[name='media.0.alt']", $"Кездесу залы {mark}");
        await editor.Page.ClickAsync("button[value=submit]:visible");
        await Assertions.Expect(editor.Page.Locator("[role=status]")).ToContainTextAsync("Жіберілді");

        foreach (var language in (string[])["ru", "en"])
        {
            await using var translator = await office.PersonAsync($"translator-{language}", "ru", script);
            await translator.OpenAsync($"/translations?language={language}", title);
            await translator.Page.ClickAsync("button[value=claim]");
            var targets = translator.Page.Locator("textarea[name^='target.']");
            var sources = await translator.Page.Locator(".segment .source").AllInnerTextsAsync();
            await Assertions.Expect(targets).ToHaveCountAsync(sources.Count);
            for (var i = 0; i < sources.Count; i++) await targets.Nth(i).FillAsync(In(language, sources[i]));
            await translator.Page.ClickAsync("button[value=complete]");
            await Assertions.Expect(translator.Page.Locator("[role=status]")).ToContainTextAsync("Перевод завершён");
        }

        await using var reviewer = await office.PersonAsync("reviewer", "en", script);
        foreach (var language in (string[])["kk", "ru", "en"])
        {
            await reviewer.OpenAsync($"/reviews?language={language}", language == "kk" ? title : In(language, title));
            await reviewer.Page.ClickAsync("button[value=approve]");
            await Assertions.Expect(reviewer.Page.Locator("[role=status]")).ToContainTextAsync("approved");
        }

        await using var publisher = await office.PersonAsync("publisher", script: script);
        await publisher.OpenAsync("/publications?state=published", title);
        // The board is read again until every destination has what it should have.
        await publisher.ReloadUntilAsync(page => page.Locator(".board .cell:not(:has(.delivered))").CountAsync(), 0);

        await editor.OpenAsync("/drafts?status=published", title);
        var url = await editor.Page.Locator("tr:has-text('Орысша') a").GetAttributeAsync("href");
        await editor.Page.GotoAsync(url!);
        await Assertions.Expect(editor.Page.Locator("h1")).ToHaveTextAsync(In("ru", title));
        foreach (var person in (Person[])[editor, reviewer, publisher]) Assert.Empty(person.Complaints);
    }

    private static string In(string language, string source) => language switch
    {
        "ru" when source.StartsWith("Мемлекет", StringComparison.Ordinal) => $"Глава государства встретился с послами {source[^1]}",
        "en" when source.StartsWith("Мемлекет", StringComparison.Ordinal) => $"Head of State met with ambassadors {(source[^1] == 'А' ? "A" : "B")}",
        "ru" => Regex.IsMatch(source, "12") ? "Во встрече участвовали послы 12 стран." : source.Contains("Президент", StringComparison.Ordinal) ? "Президент" : source.Contains("зал", StringComparison.Ordinal) ? "Зал встречи" : "Мы ценим дружбу.",
        _ => Regex.IsMatch(source, "12") ? "Ambassadors of 12 countries took part in the meeting." : source.Contains("Президент", StringComparison.Ordinal) ? "The President" : source.Contains("зал", StringComparison.Ordinal) ? "The meeting hall" : "We value our friendship.",
    };
}
