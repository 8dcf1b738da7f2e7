using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>What holds for every screen of the route table, with something on it and in every language.</summary>
public sealed class EveryScreen(Office office, DeskRouteTable table) : IAsyncLifetime
{
    private static Task<IReadOnlyDictionary<string, string>>? ids;
    private IReadOnlyDictionary<string, string> known = new Dictionary<string, string>();

    public async ValueTask InitializeAsync() => known = await KnownAsync(office);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Can_be_used_by_everybody_in_light_and_dark(string language)
    {
        await using var chief = await office.PersonAsync("chief", language);
        List<string> violations = [];
        foreach (var path in Paths())
        {
            await chief.Page.GotoAsync(path);
            Assert.Equal(language, await chief.Page.GetAttributeAsync("html", "lang"));
            violations.AddRange(await ViolationsAsync(chief, path, RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")));
            // In the dark only the colours differ.
            await chief.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            violations.AddRange(await ViolationsAsync(chief, path + " in the dark", RunOnlyOptions.Rules("color-contrast")));
            await chief.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        }
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.Empty(chief.Complaints);
    }

    [Fact]
    public async Task Fits_a_telephone_without_sideways_scroll()
    {
        await using var chief = await office.PersonAsync("chief", "ru", width: 320);
        List<string> wide = [];
        foreach (var path in Paths())
        {
            await chief.Page.GotoAsync(path);
            if (await chief.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") is > 320 and var width) wide.Add($"{path} is {width} px wide");
        }
        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    [Fact]
    public async Task Lets_no_script_run_but_its_own()
    {
        await using var chief = await office.PersonAsync("chief");
        foreach (var path in Paths())
        {
            var answer = await chief.Page.GotoAsync(path);
            var policy = await answer!.HeaderValueAsync("content-security-policy") ?? "";
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("no-store", await answer.HeaderValueAsync("cache-control"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Refuses_what_no_form_of_its_own_sent()
    {
        await using var chief = await office.PersonAsync("chief");
        foreach (var path in table.Posts.Select(PathOf))
        {
            var forged = await chief.Page.Context.APIRequest.PostAsync(path, new APIRequestContextOptions { Form = chief.Page.Context.APIRequest.CreateFormData().Set("act", "release") });
            Assert.True(forged.Status is 400 or 405, $"{path} answered {forged.Status} to a forged post");
        }
        // Somebody without a session is led to the sign-in form, whatever they send.
        var nobody = await office.Playwright.APIRequest.NewContextAsync(new APIRequestNewContextOptions { BaseURL = office.Newsroom.AbsoluteUri });
        foreach (var path in table.Screens.Concat(table.Posts).Select(PathOf).Distinct())
        {
            var answer = await nobody.GetAsync(path, new APIRequestContextOptions { MaxRedirects = 0 });
            Assert.True(answer.Status is 302 or 401 or 405, $"{path} answered {answer.Status} to nobody");
        }
    }

    private static async Task<IEnumerable<string>> ViolationsAsync(Person person, string where, RunOnlyOptions rules) =>
        (await person.Page.RunAxe(new AxeRunOptions { RunOnly = rules })).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{where}: {violation.Id} {node.Html}"));

    private IEnumerable<string> Paths() => table.Screens.Select(PathOf).Append("/nowhere");

    // A pattern whose parameter nothing is known for is a screen that this test was not told how to fill.
    private string PathOf(string pattern)
    {
        var folder = pattern.Split('/')[1];
        return string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{')
            ? known.GetValueOrDefault($"{folder} {part}") ?? throw new InvalidOperationException($"No screen is known for {pattern}: add its {part}.")
            : part));
    }

    /// <summary>What stands for the parameters of the screens' addresses: prepared once.</summary>
    internal static Task<IReadOnlyDictionary<string, string>> KnownAsync(Office office) => ids ??= PrepareAsync(office);

    /// <summary>An event that has been everywhere, one that waits for a reviewer, one that waits for a translator.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> PrepareAsync(Office office)
    {
        using var colleagues = new Colleagues(office.Newsroom);
        var released = await colleagues.SubmittedAsync("Мемлекет басшысы елшілермен кездесті", more: draft => draft["targetLanguages"] = new JsonArray("ru"));
        await colleagues.TranslateAsync(released, "ru", source => source.Contains("12", StringComparison.Ordinal) ? "Участвовали послы 12 стран." : source == "Президент" ? source : "Перевод этого места.");
        await colleagues.ApproveAsync(released, "kk");
        await colleagues.ApproveAsync(released, "ru");
        var waiting = await colleagues.SubmittedAsync("Отырыс өтті");
        var task = await colleagues.EntryAsync("translator-ru", "/api/translations?language=ru&state=queued", waiting);
        await colleagues.CallAsync("chief", HttpMethod.Post, $"/api/translations/{task["id"]}/claim");
        var segments = (await colleagues.CallAsync("chief", HttpMethod.Get, $"/api/translations/{task["id"]}"))["segments"]!.AsArray();
        var term = await colleagues.CallAsync("translator-ru", HttpMethod.Post, "/api/glossary", new JsonObject
        {
            ["sourceLanguage"] = "kk", ["source"] = "Мемлекет басшысы", ["targets"] = new JsonObject { ["ru"] = "Глава государства" },
        });
        var review = await colleagues.EntryAsync("reviewer", "/api/reviews?language=kk&state=pending", waiting);
        var delivery = await FirstDeliveryAsync(colleagues, released);
        return new Dictionary<string, string>
        {
            ["people {id}"] = (string)(await colleagues.CallAsync("administrator", HttpMethod.Get, "/api/identity/people?q=editor2"))["items"]![0]!["id"]!,
            ["drafts {id}"] = released.ToString(),
            ["drafts {n}"] = "1",
            ["translations {id}"] = (string)task["id"]!,
            ["translations {segmentId}"] = (string)segments[0]!["id"]!,
            ["glossary {id}"] = (string)term["id"]!,
            ["reviews {id}"] = (string)review["id"]!,
            ["publications {eventId}"] = released.ToString(),
            ["publications {id}"] = delivery,
            ["media {id}"] = released.ToString(),
        };
    }

    private static async Task<string> FirstDeliveryAsync(Colleagues colleagues, Guid eventId) => await Akorda.Testing.Eventually.AnswerAsync(async () =>
        (string?)(await colleagues.CallAsync("chief", HttpMethod.Get, $"/api/deliveries?event={eventId}"))["items"]!.AsArray().FirstOrDefault()?["id"], "delivery");
}
