using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>The office's terms: written down, found, changed by one at a time, removed.</summary>
public sealed class TheGlossary(Office office)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_kept_by_translators_and_loses_nobodys_change(bool script)
    {
        var word = $"Жолдау {Guid.CreateVersion7():N}";
        await using var translator = await office.PersonAsync("translator-ru", "ru", script);
        var page = translator.Page;
        await page.GotoAsync("/glossary/new");
        await page.FillAsync("[name=source]", word);
        await page.ClickAsync("button[value=save]");
        await Assertions.Expect(page.Locator("#faults")).ToContainTextAsync("На других языках");
        await Assertions.Expect(page.Locator("[name=source]")).ToHaveValueAsync(word);
        await page.FillAsync("[name='targets.ru']", "Послание");
        await page.FillAsync("[name=note]", "Ежегодное, с заглавной буквы.");
        await page.ClickAsync("button[value=save]");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Термин добавлен");

        await page.FillAsync("[name=q]", word);
        await page.ClickAsync("[role=search] button");
        var row = page.Locator("tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("Послание");
        await row.Locator("a").ClickAsync();
        await Assertions.Expect(page.Locator("[name=source]")).ToHaveValueAsync(word);

        // Somebody else changes it meanwhile.
        await using var other = await office.PersonAsync("translator-en", "ru", script);
        await other.Page.GotoAsync(page.Url);
        await other.Page.FillAsync("[name='targets.en']", "Address");
        await other.Page.ClickAsync("button[value=save]");
        await Assertions.Expect(other.Page.Locator("[role=status]")).ToContainTextAsync("Термин изменён");
        await page.FillAsync("[name='targets.ru']", "Послание народу");
        await page.ClickAsync("button[value=save]");
        await Assertions.Expect(page.Locator("#faults")).ToContainTextAsync("Тем временем текст изменил другой человек");
        await Assertions.Expect(page.Locator("section:has(#theirs)")).ToContainTextAsync("Address");
        await Assertions.Expect(page.Locator("[name='targets.ru']")).ToHaveValueAsync("Послание народу");
        await page.FillAsync("[name='targets.en']", "Address");
        await page.ClickAsync("button[value=save]");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Термин изменён");

        await other.Page.GotoAsync($"/glossary?q={Uri.EscapeDataString(word)}");
        await Assertions.Expect(other.Page.Locator("tbody tr")).ToContainTextAsync("Послание народу");
        await other.Page.Locator("tbody tr a").ClickAsync();
        await other.Page.Locator("details.danger summary").ClickAsync();
        await other.Page.ClickAsync("button[value=remove]");
        await Assertions.Expect(other.Page.Locator("[role=status]")).ToContainTextAsync("Термин удалён");
        foreach (var person in (Person[])[translator, other]) Assert.Empty(person.Complaints);
    }
}
