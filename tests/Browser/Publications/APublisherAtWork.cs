using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Akorda.Browser.Publications;

/// <summary>Releasing, holding back, settling and taking back, before the screens of a publisher.</summary>
public sealed class APublisherAtWork(Office office)
{
    [Fact]
    public async Task Releases_without_a_language_for_a_reason()
    {
        using var colleagues = new Colleagues(office.Newsroom);
        var id = await colleagues.SubmittedAsync("Шұғыл отырыс туралы хабарлама", more: Into("en"));
        await colleagues.ApproveAsync(id, "kk");
        await using var publisher = await office.PersonAsync("publisher");
        await publisher.OpenAsync("/publications?state=assembling", "Шұғыл отырыс туралы хабарлама");
        await Assertions.Expect(publisher.Page.Locator(".readiness .blocking")).ToContainTextAsync("мәтін әлі бекітілген жоқ");

        await publisher.Page.CheckAsync("[name=without][value=en]");
        await publisher.Page.ClickAsync("button[value=release]");
        await Assertions.Expect(publisher.Page.Locator("#faults")).ToContainTextAsync("Себебі");
        await publisher.Page.CheckAsync("[name=without][value=en]");
        await publisher.Page.FillAsync("section:has(button[value=release]) [name=reason]", "Ағылшынша кешірек шығады");
        await publisher.Page.ClickAsync("button[value=release]");
        await Assertions.Expect(publisher.Page.Locator("[role=status]")).ToContainTextAsync("Жариялау басталды");
        await publisher.ReloadUntilAsync(page => page.Locator(".board tr:has-text('Қазақша') .delivered").CountAsync(), 4);
        Assert.Empty(publisher.Complaints);
    }

    [Fact]
    public async Task Sees_each_post_from_the_payload_that_will_be_sent()
    {
        using var colleagues = new Colleagues(office.Newsroom);
        var id = await colleagues.SubmittedAsync("Елшілермен кездесу өтті", more: draft =>
        {
            draft["targetLanguages"] = new JsonArray();
            draft["embargoUntil"] = TimeProvider.System.GetUtcNow().AddDays(1).ToString("O");
            draft["channelTexts"] = new JsonObject { ["x-kk"] = "Қолмен жазылған мәтін" };
        });
        await colleagues.ApproveAsync(id, "kk");
        await using var publisher = await office.PersonAsync("publisher");
        await publisher.Page.GotoAsync($"/publications/{id}");
        await publisher.ReloadUntilAsync(page => page.Locator(".post").CountAsync(), 3);
        await Assertions.Expect(publisher.Page.Locator(".post:has-text('x-kk')")).ToContainTextAsync("Қолмен жазылған мәтін");
        await Assertions.Expect(publisher.Page.Locator(".post:has-text('x-kk')")).ToContainTextAsync("желі есебімен 280");

        // What is under embargo stands in the calendar, with whether it is ready.
        await publisher.Page.GotoAsync("/publications/calendar");
        await Assertions.Expect(publisher.Page.Locator(".day .card:has-text('Елшілермен кездесу өтті')")).ToContainTextAsync("Дайын тұр");
    }

    [Fact]
    public async Task Stops_all_channels_in_two_clicks_and_starts_them_again()
    {
        await using var publisher = await office.PersonAsync("publisher");
        await publisher.Page.ClickAsync("nav a[href='/channels']");
        await publisher.Page.ClickAsync("button[value=pause]");
        await Assertions.Expect(publisher.Page.Locator(".switches .all")).ToContainTextAsync("Demo publisher");
        await publisher.Page.ClickAsync("button[value=resume]");
        await Assertions.Expect(publisher.Page.Locator(".switches .all")).ToContainTextAsync("жұмыс істеп тұр");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Settles_what_nobody_knows_with_the_evidence_before_them(bool script)
    {
        var title = $"Белгісіз жазба {script}";
        using var colleagues = new Colleagues(office.Newsroom);
        // The post is made, its answer is lost, and the network no longer says what stands there: before the post it did once.
        await FailAsync(
            new() { ["network"] = "x", ["operation"] = "post", ["language"] = "kk", ["kind"] = "executeThenReset", ["on"] = new JsonArray(1) },
            new() { ["network"] = "x", ["operation"] = "list", ["language"] = "kk", ["kind"] = "fail", ["on"] = new JsonArray([.. Enumerable.Range(2, 200).Select(call => JsonValue.Create(call))]) });
        try
        {
            var id = await colleagues.SubmittedAsync(title, more: Into());
            await colleagues.ApproveAsync(id, "kk");
            await using var publisher = await office.PersonAsync("publisher", script: script);
            await publisher.ReloadUntilAsync(page => page.Locator($"h2:has-text('Тағдыры белгісіз жазбалар') ~ .cards li:has-text('{title}')").CountAsync(), 1);
            await publisher.Page.GotoAsync($"/publications/{id}");
            var card = publisher.Page.Locator(".card.hot:has-text('x-kk')");
            await Assertions.Expect(card.Locator(".evidence li").First).ToBeVisibleAsync();
            await card.Locator("[name=url]").FillAsync("https://x.com/akorda_kk/status/1");
            await card.Locator("button[value=posted]").ClickAsync();
            await Assertions.Expect(publisher.Page.Locator("[role=status]")).ToContainTextAsync("Шешім жазылды");
            await Assertions.Expect(publisher.Page.Locator("li[id^='d-']:has(b:text-is('x-kk')) > .facts .delivered")).ToHaveCountAsync(1);
        }
        finally
        {
            await FailAsync();
        }
    }

    [Fact]
    public async Task Takes_an_event_back_and_sees_what_the_public_can_still_see()
    {
        using var colleagues = new Colleagues(office.Newsroom);
        var id = await colleagues.SubmittedAsync("Қате жарияланған хабар", more: Into());
        await colleagues.ApproveAsync(id, "kk");
        await using var publisher = await office.PersonAsync("publisher");
        await publisher.OpenAsync("/publications?state=published", "Қате жарияланған хабар");
        await publisher.ReloadUntilAsync(page => page.Locator(".board .cell:not(:has(.delivered))").CountAsync(), 0);
        await publisher.Page.FillAsync("section:has(button[value=withdraw]) [name=reason]", "Қате дерек");
        await publisher.Page.ClickAsync("button[value=withdraw]");
        await Assertions.Expect(publisher.Page.Locator("[role=status]")).ToContainTextAsync("Барлық жерден алынуда");
        await publisher.ReloadUntilAsync(page => page.Locator(".seen-gone").CountAsync(), 4);
    }

    [Fact]
    public async Task Sees_a_change_without_asking_for_it()
    {
        using var colleagues = new Colleagues(office.Newsroom);
        await using var publisher = await office.PersonAsync("publisher");
        await publisher.Page.GotoAsync("/publications");
        await publisher.Page.EvaluateAsync("window.stayed = true");
        var id = await colleagues.SubmittedAsync("Өзі көрінген оқиға", more: Into());
        await colleagues.ApproveAsync(id, "kk");
        await Assertions.Expect(publisher.Page.Locator(".card a:has-text('Өзі көрінген оқиға')").First).ToBeVisibleAsync();
        Assert.True(await publisher.Page.EvaluateAsync<bool>("window.stayed === true"), "the page was loaded again as a whole");
    }

    private static Action<JsonObject> Into(params string[] targets) => draft => draft["targetLanguages"] = new JsonArray([.. targets.Select(target => JsonValue.Create(target))]);

    private async Task FailAsync(params JsonObject[] faults)
    {
        using var sandbox = new HttpClient { BaseAddress = office.Sandbox };
        using var answer = await sandbox.PostAsJsonAsync("/control/faults", new JsonObject { ["faults"] = new JsonArray([.. faults]) });
        answer.EnsureSuccessStatusCode();
    }
}
