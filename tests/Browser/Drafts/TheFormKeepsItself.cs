using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>Whatever happens to a window, what was typed into it is there when somebody comes back.</summary>
public sealed class TheFormKeepsItself(Office office)
{
    [Fact]
    public async Task And_survives_a_closed_tab()
    {
        await using var editor = await office.PersonAsync("editor");
        var draft = await editor.SavedDraftAsync("Жабылған бет", "Алғашқы мәтін.");
        await editor.Page.FillAsync("[name=body]", "Алғашқы мәтін. Жалғасы.");
        await editor.Expect(Writing.Kept).ToContainTextAsync("Өзі сақталды");
        await Assertions.Expect(editor.Page.Locator("#live")).ToHaveTextAsync("Мәтін өзі сақталып тұрады.");
        // Nothing was saved as a revision.
        await editor.Expect(".facts").ToContainTextAsync("1");
        await editor.Page.CloseAsync();

        var page = await editor.Page.Context.NewPageAsync();
        await page.GotoAsync(draft + "/edit");
        await Assertions.Expect(page.Locator(".unsaved h2")).ToContainTextAsync("Сақталмаған өзгерістеріңіз бар");
        await Assertions.Expect(page.Locator("[name=body]")).ToHaveValueAsync("Алғашқы мәтін. Жалғасы.");
        await page.ClickAsync(".unsaved summary");
        await Assertions.Expect(page.Locator(".unsaved ins")).ToContainTextAsync("Жалғасы");

        await page.ClickAsync(".unsaved form button");
        await Assertions.Expect(page.Locator("[name=body]")).ToHaveValueAsync("Алғашқы мәтін.");
        await Assertions.Expect(page.Locator(".unsaved")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task When_its_page_is_left_before_two_seconds_of_quiet()
    {
        await using var editor = await office.PersonAsync("editor2");
        var draft = await editor.SavedDraftAsync("Асығыс кеткен редактор", "Мәтін.");
        await editor.Page.FillAsync("[name=title]", "Соңғы сөз");
        await editor.Page.ClickAsync("nav a[href='/drafts']");
        await editor.Expect("h1").ToHaveTextAsync("Жобалар");
        await editor.ReopenUntilAsync(draft, "Соңғы сөз");

        await editor.Page.FillAsync("[name=title]", "Одан да соңғы сөз");
        await editor.Page.GotoAsync("about:blank");
        await editor.ReopenUntilAsync(draft, "Одан да соңғы сөз");
    }

    [Fact]
    public async Task When_the_session_has_ended_as_soon_as_there_is_a_new_one()
    {
        await using var editor = await office.PersonAsync("editor2", "en");
        var draft = await editor.SavedDraftAsync("Аяқталған сеанс", "Мәтін.");
        var cookies = await editor.Page.Context.CookiesAsync();
        await editor.Page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "akorda-desk" });
        await editor.Page.FillAsync("[name=body]", "Мәтін сақталуы керек.");
        await editor.Expect(Writing.Kept).ToContainTextAsync("Your session has ended");
        // Neither does sending take it away.
        await editor.Page.ClickAsync(Writing.Save);
        await editor.Expect(Writing.Kept).ToContainTextAsync("Your session has ended");
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync("Мәтін сақталуы керек.");

        await editor.Page.Context.AddCookiesAsync(cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));
        await editor.Expect(Writing.Kept).ToContainTextAsync("Kept by itself");
        await editor.SaveAsync();
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync("Мәтін сақталуы керек.");
        Assert.EndsWith(draft + "/edit", new Uri(editor.Page.Url).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_line_is_broken_as_soon_as_it_is_back()
    {
        await using var editor = await office.PersonAsync("editor2", "en");
        await editor.SavedDraftAsync("Үзілген байланыс", "Мәтін.");
        await editor.Page.Context.SetOfflineAsync(true);
        await editor.Page.FillAsync("[name=body]", "Байланыссыз жазылған мәтін.");
        await editor.Page.ClickAsync(Writing.Save);
        await editor.Expect(Writing.Kept).ToContainTextAsync("No connection");
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync("Байланыссыз жазылған мәтін.");
        await editor.Page.Context.SetOfflineAsync(false);
        await editor.Expect(Writing.Kept).ToContainTextAsync("Kept by itself");
        await editor.SaveAsync();
    }

    [Fact]
    public async Task In_one_of_two_windows_and_says_so_in_the_other()
    {
        await using var editor = await office.PersonAsync("editor2", "en");
        var draft = await editor.SavedDraftAsync("Екі терезе", "Мәтін.");
        var other = await editor.Page.Context.NewPageAsync();
        await other.GotoAsync(draft + "/edit");
        await editor.Page.FillAsync("[name=body]", "Бірінші терезе.");
        await editor.Expect(Writing.Kept).ToContainTextAsync("Kept by itself");
        await other.FillAsync("[name=body]", "Екінші терезе.");
        await Assertions.Expect(other.Locator(Writing.Kept)).ToContainTextAsync("in another window");
        await other.ClickAsync("[data-part=kept] button");
        await Assertions.Expect(other.Locator(".done")).ToContainTextAsync("Kept");
        await Assertions.Expect(other.Locator("[name=body]")).ToHaveValueAsync("Екінші терезе.");
    }

    [Fact]
    public async Task By_a_button_where_there_is_no_script()
    {
        await using var editor = await office.PersonAsync("editor2", script: false);
        await editor.BeginAsync();
        await editor.Page.FillAsync("[name=title]", "Аяқталмаған мәтін");
        await editor.Page.SetInputFilesAsync("#f-file", new FilePayload { Name = "hall.jpg", MimeType = "image/jpeg", Buffer = Pictures.Hall() });
        await editor.Page.ClickAsync(".acts.sticky button[value=keep]");
        await editor.Expect(".done").ToContainTextAsync("Аяқталмаған күйінде сақталды");
        await editor.Page.GotoAsync("/drafts");
        await editor.Expect("main .notice").ToContainTextAsync("Аяқталмаған мәтін");
        await editor.Page.ClickAsync("main .notice a");
        await Assertions.Expect(editor.Field("title")).ToHaveValueAsync("Аяқталмаған мәтін");
        await editor.Expect(".photograph").ToHaveCountAsync(1);
        await editor.Page.ClickAsync(".unsaved form button");
        await Assertions.Expect(editor.Field("title")).ToHaveValueAsync("");
    }
}
