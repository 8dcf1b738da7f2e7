using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Publisher.Channels;
using Akorda.Sandbox;
using Akorda.Testing;
using Microsoft.Extensions.Configuration;

namespace Akorda.Publisher.Tests.Channels;

/// <summary>The sandbox for one test class: its networks, their faults, and its journal as the judge.</summary>
public sealed class Imitations : IAsyncLifetime
{
    private static int pages = 1000;
    private readonly string folder = Directory.CreateTempSubdirectory("akorda-sandbox-").FullName;
    private TestHost? host;
    private HttpClient? control;

    public Uri Address => host!.Sandbox;

    /// <summary>A page number that no other test uses.</summary>
    public static int NextPage() => Interlocked.Increment(ref pages);

    public async ValueTask InitializeAsync()
    {
        host = await TestHost.StartAsync([new SandboxModule()], settings => settings["Sandbox:Data"] = folder);
        control = TestHost.Client(host.Sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        control?.Dispose();
        if (host is not null) await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>One of the default channels, with changes.</summary>
    public IChannel Channel(string id, Func<ChannelSettings, ChannelSettings>? change = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Urls:Sandbox", Address.ToString())]).Build();
        var settings = ChannelsFile.Read(configuration).Single(channel => channel.Id == id) with { Timing = new ChannelTiming { TimeoutSeconds = 20 } };
        return Networks.Open([change?.Invoke(settings) ?? settings], TimeProvider.System)[0];
    }

    /// <summary>A short deadline where the network is to be silent until it; else one that a busy machine does not miss.</summary>
    public static Func<ChannelSettings, ChannelSettings> Impatient(string fault) => settings =>
        fault.EndsWith("ang", StringComparison.Ordinal) ? settings with { Timing = new ChannelTiming { TimeoutSeconds = 1 } } : settings;

    public static ChannelSettings With(ChannelSettings settings, string credential, string? value)
    {
        var credentials = settings.Credentials.Where(pair => pair.Key != credential).ToDictionary();
        if (value is not null) credentials[credential] = value;
        return settings with { Credentials = credentials };
    }

    public async Task SetFaultsAsync(params object[] faults) =>
        (await control!.PostAsJsonAsync("/control/faults", new { faults })).EnsureSuccessStatusCode();

    /// <summary>What happened to posts that lead to this page.</summary>
    public async Task<List<(string What, string Id, string Text)>> ChangesAsync(Uri page) =>
    [
        .. (await ReadAsync()).GetProperty("changes").EnumerateArray()
            .Where(change => change.GetProperty("post").GetProperty("links").EnumerateArray().Any(link => link.GetString() == page.AbsoluteUri))
            .Select(change => (change.GetProperty("what").GetString()!, change.GetProperty("post").GetProperty("id").GetString()!, change.GetProperty("post").GetProperty("text").GetString()!)),
    ];

    /// <summary>Every post as it stands, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<JsonElement>> PostsAsync() =>
    [
        .. (await ReadAsync()).GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("post"))
            .GroupBy(post => (post.GetProperty("network").GetString(), post.GetProperty("account").GetString(), post.GetProperty("id").GetString())).Select(changes => changes.Last()),
    ];

    /// <summary>The newest call of an operation.</summary>
    public async Task<JsonElement> LastCallAsync(string operation) =>
        (await ReadAsync()).GetProperty("calls").EnumerateArray().Last(call => call.GetProperty("operation").GetString() == operation);

    /// <summary>The place on the wall to which a post's address leads.</summary>
    public static async Task<string> WhereItLeadsAsync(string url)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await client.GetAsync(new Uri(url));
        return answer.Headers.Location?.ToString() ?? "";
    }

    /// <summary>How often an operation was called.</summary>
    public async Task<int> CountAsync(string operation) => (await ReadAsync()).GetProperty("calls").EnumerateArray().Count(call => call.GetProperty("operation").GetString() == operation);

    private async Task<JsonElement> ReadAsync() => await control!.GetFromJsonAsync<JsonElement>("/control/posts");
}

/// <summary>Shorter words for what every network's tests do.</summary>
internal static class Steps
{
    public static async Task<JsonElement> PreparedAsync(this IChannel channel, Order order) =>
        Assert.IsType<Preparation.Ready>(await channel.PrepareAsync(order, CancellationToken.None)).Prepared;

    public static Task<Answer> AttemptAsync(this IChannel channel, Order order, JsonElement prepared) => channel.AttemptAsync(order, prepared, CancellationToken.None);

    public static Task<Finding> FindAsync(this IChannel channel, Order order, JsonElement prepared) => channel.FindAsync(order, prepared, CancellationToken.None);

    /// <summary>Prepares and attempts through every invisible step.</summary>
    public static async Task<Answer> PostAsync(this IChannel channel, Order order)
    {
        var prepared = await channel.PreparedAsync(order);
        var answer = await channel.AttemptAsync(order, prepared);
        return answer is Answer.Staged staged ? await channel.AttemptAsync(order, staged.Prepared) : answer;
    }

    /// <summary>Looks until the network shows it.</summary>
    public static Task<Finding.Present> FoundAsync(this IChannel channel, Order order, JsonElement prepared) =>
        Eventually.AnswerAsync(async () => await channel.FindAsync(order, prepared) as Finding.Present, "post");
}
