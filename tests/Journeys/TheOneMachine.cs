using Akorda.Testing;

namespace Akorda.Journeys;

/// <summary>What a person who starts and stops the product sees.</summary>
public sealed class TheOneMachine
{
    [Fact]
    public async Task Says_where_it_is_stops_whole_and_continues_where_it_was()
    {
        await using var product = new Product([]);
        await product.StartAsync();
        Assert.Contains(product.Process.Output, line => line.Contains(product.Site.ToString(), StringComparison.Ordinal));
        Assert.Contains(product.Process.Output, line => line.Contains("a password for journeys", StringComparison.Ordinal));
        var id = await product.Newsroom.SubmitAsync(Sample.Draft());

        Assert.Equal(0, await product.Process.StopAsync());
        await product.StartAsync();
        Assert.Equal("kk", (string?)(await product.Newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts/{id}"))["language"]);
    }

    [Fact]
    public async Task Adopts_the_database_server_that_a_killed_host_left_behind()
    {
        await using var product = new Product([]);
        await product.StartAsync();
        var id = await product.Newsroom.SubmitAsync(Sample.Draft());
        await product.KillAsync();
        await product.StartAsync();
        Assert.Equal(id, (Guid)(await product.Newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts/{id}"))["id"]!);
    }

    [Fact]
    public async Task Refuses_a_second_host_on_its_data()
    {
        await using var product = new Product([]);
        await product.StartAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningProcess.StartAsync("Akorda.AllInOne", product.Settings));
        Assert.Contains("Another process runs on", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_real_networks_as_long_as_it_has_demo_people()
    {
        var file = Path.Combine(Path.GetTempPath(), $"channels-{Guid.CreateVersion7():N}.json");
        await File.WriteAllTextAsync(file, """
            { "channels": [ { "id": "telegram-kk", "network": "telegram", "language": "kk", "default": true, "baseUrl": "https://api.telegram.org", "credentials": { "token": "1:a", "chatId": "@a" } } ] }
            """);
        await using var product = new Product([]);
        await product.StartAsync();
        await product.Process.StopAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningProcess.StartAsync(
            "Akorda.AllInOne", new Dictionary<string, string>(product.Settings) { ["Publisher__ChannelsFile"] = file }));
        Assert.Contains("telegram-kk", refused.Message, StringComparison.Ordinal);
        await product.StartAsync();
        File.Delete(file);
    }
}
