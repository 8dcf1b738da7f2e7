using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace Akorda.Identity.Tests;

public sealed class PeopleAndRoles(IdentityWithAClock shared) : IClassFixture<IdentityWithAClock>
{
    private const string People = "/api/identity/people";

    private readonly IdentityHost identity = shared.Identity;
    private readonly FakeTimeProvider clock = shared.Clock;

    [Fact]
    public async Task A_person_is_added_with_a_password_that_is_told_once_and_kept_nowhere()
    {
        using var administrator = await identity.AsAsync("administrator");

        var answer = await administrator.PostAsJsonAsync(People, new { userName = "aigerim", name = "Айгерім Әлиева", roles = (string[])["translator", "editor"], languages = (string[])["ru", "kk"] });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        var added = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var person = added.GetProperty("person");
        Assert.Equal($"{People}/{person.GetProperty("id").GetString()}", answer.Headers.Location!.OriginalString);
        Assert.Equal("Айгерім Әлиева", person.GetProperty("name").GetString());
        Assert.Equal(["editor", "translator"], Texts(person, "roles"));
        Assert.Equal(["kk", "ru"], Texts(person, "languages"));
        Assert.Equal("""{"codes":false,"passkeys":0,"recoveryCodes":0}""", person.GetProperty("secondFactors").GetRawText());
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromDays(7), person.GetProperty("oneTimePasswordUntil").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
        var password = added.GetProperty("oneTimePassword").GetString()!;
        Assert.DoesNotContain(password, await identity.Database.FindAsync(
            "select (select string_agg(p::text, '') from identity.person p) || (select string_agg(a::text, '') from audit.act a)", [], row => row.GetString(0), CancellationToken.None), StringComparison.Ordinal);
        Assert.DoesNotContain(password, await administrator.GetStringAsync(answer.Headers.Location), StringComparison.Ordinal);
        // It is for the browser, where its person must choose another one.
        Assert.Equal("invalid_grant", (await identity.PasswordAsync("aigerim", password)).Body.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("""{"userName":"A","name":" ","roles":[],"languages":["de"]}""", "$.userName", "$.name", "$.roles", "$.languages[0]")]
    [InlineData("""{"userName":"айгерім","name":"a\u202eb","roles":["service"],"languages":[]}""", "$.userName", "$.name", "$.roles[0]")]
    [InlineData("""{"userName":"valid","name":"Valid","roles":["editor","editor"],"languages":["kk","kk"]}""", "$.roles[1]", "$.languages[1]")]
    [InlineData("""{"userName":"valid","name":"Valid","roles":["translator"],"languages":[]}""", "$.languages")]
    public async Task What_cannot_be_a_person_is_refused_with_every_fault(string body, params string[] faults)
    {
        using var administrator = await identity.AsAsync("administrator");

        var answer = await administrator.PostAsync(People, new StringContent(body, new MediaTypeHeaderValue("application/json")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(faults.Order(StringComparer.Ordinal), (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(0, await identity.Database.FindAsync("select count(*) from identity.person where user_name = 'valid'", [], row => row.GetInt64(0), CancellationToken.None));
    }

    [Theory]
    [InlineData("berik")]
    [InlineData("administrator")]
    public async Task A_user_name_is_given_once(string userName)
    {
        using var administrator = await identity.AsAsync("administrator");
        if (userName == "berik") await Colleague.AddAsync(identity, userName);

        Assert.Equal("user-name-taken", await ProblemAsync(await administrator.PostAsJsonAsync(People, new { userName, name = "Another", roles = (string[])["editor"], languages = Array.Empty<string>() })));
    }

    [Fact]
    public async Task Only_administrators_see_and_change_people()
    {
        var colleague = await Colleague.AddAsync(identity, "dias");
        foreach (var userName in (string[])["editor", "publisher", "reviewer"])
        {
            using var other = await identity.AsAsync(userName);
            foreach (var answer in await AllAsync(other, colleague.Id)) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        using var nobody = identity.Client();
        foreach (var answer in await AllAsync(nobody, colleague.Id)) Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Rights_and_passwords_need_a_fresh_sign_in_and_a_name_does_not()
    {
        var colleague = await Colleague.AddAsync(identity, "dina");
        using var administrator = await identity.AsAsync("administrator");
        clock.Advance(TimeSpan.FromSeconds(301));

        Assert.Equal("sign-in-again", await ProblemAsync(await administrator.PostAsJsonAsync(People, new { userName = "another", name = "Another", roles = (string[])["editor"], languages = Array.Empty<string>() })));
        Assert.Equal("sign-in-again", await ProblemAsync(await administrator.PostAsync($"{People}/{colleague.Id}/reset", null)));
        Assert.Equal("sign-in-again", await ProblemAsync(await PutAsync(administrator, colleague.Id, 1, "Dina", "publisher")));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(administrator, colleague.Id, 1, "Dina", "editor")).StatusCode);
        // What protects the newsroom must not wait.
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"{People}/{colleague.Id}/disable", null)).StatusCode);
    }

    [Fact]
    public async Task A_change_names_what_it_changes()
    {
        var colleague = await Colleague.AddAsync(identity, "erlan");
        using var administrator = await identity.AsAsync("administrator");

        Assert.Equal("precondition-required", await ProblemAsync(await PutAsync(administrator, colleague.Id, null, "Erlan", "editor")));
        var changed = await PutAsync(administrator, colleague.Id, 1, "Ерлан", "reviewer", "editor");
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        Assert.Equal(["editor", "reviewer"], Texts(await changed.Content.ReadFromJsonAsync<JsonElement>(), "roles"));
        Assert.Equal("stale", await ProblemAsync(await PutAsync(administrator, colleague.Id, 1, "Erlan", "editor")));
        Assert.Equal("\"2\"", (await administrator.GetAsync($"{People}/{colleague.Id}")).Headers.ETag!.Tag);
        Assert.Equal("not-found", await ProblemAsync(await PutAsync(administrator, Guid.CreateVersion7(), 1, "Nobody", "editor")));
        Assert.Equal("person-changed: roles editor, reviewer; languages ", (await colleague.ActsAsync())[^1]);
    }

    [Fact]
    public async Task Other_rights_end_sessions_and_another_name_does_not()
    {
        using var browser = new Browser(identity);
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "gulnara", "editor", "reviewer");
        using var administrator = await identity.AsAsync("administrator");
        var tokens = await browser.RedeemAsync(await browser.AuthorizeAsync());

        await PutAsync(administrator, colleague.Id, 1, "Гүлнара", "editor", "reviewer");
        tokens = await browser.RefreshAsync(tokens);
        Assert.Equal("Гүлнара", (await identity.WhoamiAsync(tokens.GetProperty("access_token").GetString()!)).Caller!.Value.GetProperty("name").GetString());

        await PutAsync(administrator, colleague.Id, 2, "Гүлнара", "editor");
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens)).GetProperty("error").GetString());
        Assert.False((await browser.AuthorizeAsync()).IsAtTheDesk);
    }

    [Fact]
    public async Task Who_is_disabled_is_out_until_enabled_again()
    {
        using var browser = new Browser(identity);
        var (colleague, _) = await Colleague.WithCodesAsync(identity, browser, clock, "kanat");
        using var administrator = await identity.AsAsync("administrator");
        var tokens = await browser.RedeemAsync(await browser.AuthorizeAsync());

        for (var repeated = 0; repeated < 2; repeated++)
        {
            var disabled = await (await administrator.PostAsync($"{People}/{colleague.Id}/disable", null)).Content.ReadFromJsonAsync<JsonElement>();
            Assert.NotEqual(JsonValueKind.Null, disabled.GetProperty("disabledAt").ValueKind);
        }
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens)).GetProperty("error").GetString());
        Assert.False((await browser.AuthorizeAsync()).IsAtTheDesk);
        Assert.NotNull((await colleague.EnterPasswordAsync(browser)).Fault);

        var enabled = await (await administrator.PostAsync($"{People}/{colleague.Id}/enable", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(JsonValueKind.Null, enabled.GetProperty("disabledAt").ValueKind);
        Assert.Equal("Confirm your sign-in", (await colleague.EnterPasswordAsync(browser)).Title);
        Assert.Equal(["person-disabled", "person-enabled"], (await colleague.ActsAsync()).Where(act => act is "person-disabled" or "person-enabled"));
    }

    [Fact]
    public async Task Who_lost_the_phone_begins_anew()
    {
        using var browser = new Browser(identity);
        var (colleague, codes) = await Colleague.WithCodesAsync(identity, browser, clock, "laura");
        using var administrator = await identity.AsAsync("administrator");
        var tokens = await browser.RedeemAsync(await browser.AuthorizeAsync());

        var reset = await (await administrator.PostAsync($"{People}/{colleague.Id}/reset", null)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("""{"codes":false,"passkeys":0,"recoveryCodes":0}""", reset.GetProperty("person").GetProperty("secondFactors").GetRawText());
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens)).GetProperty("error").GetString());
        Assert.NotNull((await colleague.EnterPasswordAsync(browser)).Fault);
        var again = new Colleague(identity, "laura", reset.GetProperty("oneTimePassword").GetString()!);
        Assert.Equal("Protect your sign-in", (await again.ChoosePasswordAsync(browser, await browser.OpenAsync("/connect/sign-in"))).Title);
        Assert.Equal(10, (await again.SetUpCodesAsync(browser, clock)).Codes.Except(codes.Codes).Count());
        // Once there is a password of their own, the one that was handed over is nobody's.
        using var second = new Browser(identity);
        Assert.NotNull((await new Colleague(identity, "laura", reset.GetProperty("oneTimePassword").GetString()!).EnterPasswordAsync(second)).Fault);
    }

    [Fact]
    public async Task A_one_time_password_is_no_password_of_their_own_and_ends_after_a_week()
    {
        var colleague = await Colleague.AddAsync(identity, "madina");
        using var browser = new Browser(identity);
        var form = await colleague.EnterPasswordAsync(browser);
        Assert.StartsWith("Neither the old password", (await browser.SubmitAsync(form, ("password", colleague.Password), ("again", colleague.Password))).Fault, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));

        Assert.NotNull((await colleague.EnterPasswordAsync(browser)).Fault);
        Assert.Equal("sign-in-refused: sign-in page, one-time password too old", (await colleague.ActsAsync())[^1]);
    }

    [Fact]
    public async Task Who_is_locked_is_let_in_again()
    {
        using var administrator = await identity.AsAsync("administrator");
        for (var guess = 0; guess < 5; guess++) await identity.PasswordAsync("translator-ru", "a guess");
        var found = (await (await administrator.GetAsync($"{People}?q=translator-ru")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0];
        Assert.NotEqual(JsonValueKind.Null, found.GetProperty("lockedUntil").ValueKind);

        var unlocked = await (await administrator.PostAsync($"{People}/{found.GetProperty("id").GetString()}/unlock", null)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(JsonValueKind.Null, unlocked.GetProperty("lockedUntil").ValueKind);
        Assert.Equal(HttpStatusCode.OK, (await identity.PasswordAsync("translator-ru")).Response.StatusCode);
    }

    [Fact]
    public async Task Nobody_takes_the_newsroom_from_themselves()
    {
        using var administrator = await identity.AsAsync("administrator");
        var own = (await (await administrator.GetAsync($"{People}?q=administrator")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].GetProperty("id").GetGuid();

        Assert.Equal("own-account", await ProblemAsync(await PutAsync(administrator, own, 1, "Demo administrator", "editor")));
        Assert.Equal("own-account", await ProblemAsync(await administrator.PostAsync($"{People}/{own}/disable", null)));
        Assert.Equal("own-account", await ProblemAsync(await administrator.PostAsync($"{People}/{own}/reset", null)));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(administrator, own, 1, "The administrator", "administrator")).StatusCode);
    }

    [Fact]
    public async Task Of_two_administrators_who_turn_on_each_other_one_stays()
    {
        // Their tokens say administrator whatever happens, as they do for a quarter of an hour.
        await using var alone = await IdentityHost.StartAsync();
        using var one = await alone.AsAsync("administrator");
        using var two = await alone.AsAsync("chief");
        var everybody = await Task.WhenAll(((string[])["administrator", "chief"]).Select(async name =>
            (await (await one.GetAsync($"{People}?q={name}")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].GetProperty("id").GetGuid()));

        var answers = await Task.WhenAll(PutAsync(one, everybody[1], 1, "Demo chief", "editor"), PutAsync(two, everybody[0], 1, "Demo administrator", "editor"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden], answers.Select(answer => answer.StatusCode).Order());
        var loser = answers[0].StatusCode == HttpStatusCode.Forbidden ? one : two;
        foreach (var act in (string[])["disable", "enable", "reset", "unlock"])
            Assert.Equal("forbidden", await ProblemAsync(await loser.PostAsync($"{People}/{everybody[loser == one ? 1 : 0]}/{act}", null)));
        Assert.Equal("forbidden", await ProblemAsync(await loser.PostAsJsonAsync(People, new { userName = "friend", name = "Friend", roles = (string[])["administrator"], languages = Array.Empty<string>() })));
    }

    [Fact]
    public async Task People_are_found_by_name_and_page_by_page()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await Colleague.AddAsync(identity, $"paged-{number}");
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        using var administrator = await identity.AsAsync("administrator");

        List<string> found = [];
        string? cursor = null;
        do
        {
            var page = await administrator.GetFromJsonAsync<JsonElement>($"{People}?q=PAGED&limit=2" + (cursor is null ? "" : "&cursor=" + cursor));
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(person => person.GetProperty("userName").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal(["paged-5", "paged-4", "paged-3", "paged-2", "paged-1"], found);
        Assert.Empty(Items(await administrator.GetFromJsonAsync<JsonElement>($"{People}?q=%25_%25")));
        Assert.Single(Items(await administrator.GetFromJsonAsync<JsonElement>($"{People}?q=Colleague paged-3")));
        foreach (var bad in (string[])["limit=0", "limit=101", "cursor=x", "q=%00"]) Assert.Equal("bad-query", await ProblemAsync(await administrator.GetAsync($"{People}?{bad}")));
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        using var client = identity.Client();
        var document = await client.GetFromJsonAsync<JsonElement>("/api/identity/openapi.json");

        var paths = document.GetProperty("paths");
        Assert.Equal(
            ["/api/identity/people", "/api/identity/people/{id}", "/api/identity/people/{id}/disable", "/api/identity/people/{id}/enable", "/api/identity/people/{id}/reset", "/api/identity/people/{id}/unlock"],
            paths.EnumerateObject().Select(path => path.Name).Where(path => path.StartsWith(People, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.False(document.GetProperty("components").GetProperty("schemas").GetProperty("AddPersonRequest").GetProperty("additionalProperties").GetBoolean());
    }

    private static async Task<IReadOnlyList<HttpResponseMessage>> AllAsync(HttpClient client, Guid id) =>
    [
        await client.GetAsync(People),
        await client.GetAsync($"{People}/{id}"),
        await client.PostAsJsonAsync(People, new { userName = "friend", name = "Friend", roles = (string[])["administrator"], languages = Array.Empty<string>() }),
        await PutAsync(client, id, 1, "Friend", "administrator"),
        await client.PostAsync($"{People}/{id}/reset", null),
        await client.PostAsync($"{People}/{id}/disable", null),
        await client.PostAsync($"{People}/{id}/enable", null),
        await client.PostAsync($"{People}/{id}/unlock", null),
    ];

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, Guid id, int? revision, string name, params string[] roles)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{People}/{id}") { Content = JsonContent.Create(new { name, roles, languages = Array.Empty<string>() }) };
        if (revision is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{revision}\"");
        return await client.SendAsync(request);
    }

    private static async Task<string?> ProblemAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!.Split('/')[^1];

    private static IEnumerable<JsonElement> Items(JsonElement page) => page.GetProperty("items").EnumerateArray();

    private static List<string?> Texts(JsonElement person, string member) => [.. person.GetProperty(member).EnumerateArray().Select(text => text.GetString())];
}
