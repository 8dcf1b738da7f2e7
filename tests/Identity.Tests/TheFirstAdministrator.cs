using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Akorda.Identity.Tests;

public sealed class TheFirstAdministrator
{
    [Fact]
    public async Task Sets_up_a_second_factor_and_sees_nobody_of_the_demo()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "a long enough password\n");
        Dictionary<string, string?> configuration = [];
        await using var identity = await IdentityHost.StartAsync(settings => configuration = settings, services => services.AddSingleton<TimeProvider>(clock));
        (configuration["Demo:Enabled"], configuration["Identity:FirstAdministrator"], configuration["Identity:FirstAdministratorPasswordFile"]) = ("false", "aliya", file);
        await identity.RestartAsync();
        File.Delete(file);
        using var browser = new Browser(identity);
        var aliya = new Colleague(identity, "aliya", "a long enough password");

        Assert.Equal("Protect your sign-in", (await aliya.EnterPasswordAsync(browser, await browser.AuthorizeAsync())).Title);
        await aliya.SetUpCodesAsync(browser, clock);
        var tokens = await browser.RedeemAsync(await browser.AuthorizeAsync());

        using var client = identity.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        var people = (await client.GetFromJsonAsync<JsonElement>("/api/identity/people")).GetProperty("items");
        Assert.Equal("aliya", Assert.Single(people.EnumerateArray()).GetProperty("userName").GetString());
        var demo = await identity.Database.FindAsync("select id from identity.person where user_name = 'chief'", [], row => row.GetGuid(0), CancellationToken.None);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/identity/people/{demo}")).StatusCode);
    }
}
