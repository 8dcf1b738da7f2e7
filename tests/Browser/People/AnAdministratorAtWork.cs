using Microsoft.Playwright;

namespace Akorda.Browser.People;

/// <summary>People come, change their roles, lose their telephones and leave, before the screens of an administrator.</summary>
public sealed class AnAdministratorAtWork(Office office)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Adds_a_person_who_then_chooses_a_password_of_their_own(bool script)
    {
        var userName = script ? "aigerim" : "dana";
        await using var administrator = await office.PersonAsync("administrator", script: script);
        await administrator.Page.ClickAsync("nav a[href='/people']");
        await administrator.Page.ClickAsync("a[href='/people/new']");
        // Everything that is wrong is said at once, and what was typed stays.
        await administrator.Page.FillAsync("[name=userName]", "Бос орын");
        await administrator.Page.FillAsync("[name=name]", "Әйгерім Сапарова");
        await administrator.Page.ClickAsync("button[value=save]");
        await Assertions.Expect(administrator.Page.Locator("#faults")).ToContainTextAsync("кемінде бір рөл таңдаңыз");
        await Assertions.Expect(administrator.Page.Locator("[name=name]")).ToHaveValueAsync("Әйгерім Сапарова");

        await administrator.Page.FillAsync("[name=userName]", userName);
        await administrator.Page.CheckAsync("[name=roles][value=translator]");
        await administrator.Page.CheckAsync("[name=languages][value=ru]");
        await administrator.Page.ClickAsync("button[value=save]");
        var password = await administrator.Page.Locator(".secret").InnerTextAsync();
        await administrator.Page.ClickAsync("text=Тапсырылды");
        await Assertions.Expect(administrator.Page.Locator("h1")).ToHaveTextAsync("Әйгерім Сапарова");
        await Assertions.Expect(administrator.Page.Locator(".invited")).ToHaveCountAsync(1);
        // It stands nowhere any more.
        Assert.DoesNotContain(password, await administrator.Page.ContentAsync(), StringComparison.Ordinal);

        await using var person = await office.VisitorAsync(script: script);
        await person.EnterAsync(userName, password);
        await Assertions.Expect(person.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/connect/"));
        Assert.Empty(administrator.Complaints);
    }

    [Fact]
    public async Task Takes_a_role_and_closes_the_newsroom_to_who_leaves()
    {
        await using var administrator = await office.PersonAsync("administrator");
        await administrator.Page.GotoAsync("/people?q=editor2");
        await administrator.Page.ClickAsync(".card a");
        await administrator.Page.CheckAsync("[name=roles][value=reviewer]");
        await administrator.Page.ClickAsync("button[value=save]");
        await Assertions.Expect(administrator.Page.Locator("[role=status]")).ToContainTextAsync("Сақталды");
        await Assertions.Expect(administrator.Page.Locator("[name=roles][value=reviewer]")).ToBeCheckedAsync();

        await administrator.Page.ClickAsync("text=Редакциядан кетеді");
        await administrator.Page.ClickAsync("button[value=disable]");
        await Assertions.Expect(administrator.Page.Locator(".head .disabled")).ToHaveCountAsync(1);
        await using (var shut = await office.VisitorAsync())
        {
            await shut.EnterAsync("editor2", Office.Password);
            await Assertions.Expect(shut.Page.Locator("[role=alert]")).ToBeVisibleAsync();
        }
        await administrator.Page.ClickAsync("button[value=enable]");
        await Assertions.Expect(administrator.Page.Locator(".head .active")).ToHaveCountAsync(1);
        await administrator.Page.UncheckAsync("[name=roles][value=reviewer]");
        await administrator.Page.ClickAsync("button[value=save]");
        await Assertions.Expect(administrator.Page.Locator("[name=roles][value=reviewer]")).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Cannot_take_their_own_role_nor_shut_themselves_out()
    {
        await using var administrator = await office.PersonAsync("administrator");
        await administrator.Page.GotoAsync("/people?q=Demo administrator");
        await administrator.Page.ClickAsync(".card a");
        await Assertions.Expect(administrator.Page.Locator("button[value=disable]")).ToHaveCountAsync(0);
        await administrator.Page.CheckAsync("[name=roles][value=editor]");
        await administrator.Page.UncheckAsync("[name=roles][value=administrator]");
        await administrator.Page.ClickAsync("button[value=save]");
        await Assertions.Expect(administrator.Page.Locator("#faults")).ToContainTextAsync("Мұны басқа әкімші жасайды");
    }
}
