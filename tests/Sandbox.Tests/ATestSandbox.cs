using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Hosting;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;
using Akorda.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akorda.Sandbox.Tests;

/// <summary>A network over a journal in a temporary folder, called without HTTP.</summary>
internal sealed class ANetwork : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("akorda-sandbox-").FullName;
    private readonly Journal journal;

    public ANetwork(Func<Journal, Pictures, INetwork> make)
    {
        journal = new Journal(folder, TimeProvider.System);
        Network = make(journal, new Pictures(folder));
    }

    public INetwork Network { get; }
    public IReadOnlyList<Change> Changes => journal.Changes;
    public DateTimeOffset Now { get; set; } = TimeProvider.System.GetUtcNow();

    public (int Status, JsonNode Body) Call(string method, string path, JsonObject? body = null, string? authorization = null)
    {
        var (name, query) = path.Split('?') is [var first, var second] ? (first, second) : (path, "");
        var reply = Network.Answer(new Call
        {
            Network = Network.Name,
            Method = method,
            Path = name,
            Address = "https://network.test" + name,
            Authorization = authorization,
            Query = [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))],
            ContentType = body is null ? null : "application/json",
            Body = body?.ToJsonString() ?? "",
            At = Now,
        });
        return (reply.Status, reply.Body!);
    }

    public void Dispose()
    {
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The sandbox over real HTTP, hosted as its own process hosts it: without a database and without other modules.</summary>
internal sealed class ATestSandbox : IAsyncDisposable
{
    private WebApplication app;

    private ATestSandbox(WebApplication app, string folder) => (this.app, Folder, Http) = (app, folder, ClientOf(app));

    public string Folder { get; }
    public HttpClient Http { get; private set; }

    public static async Task<ATestSandbox> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("akorda-sandbox-").FullName;
        return new ATestSandbox(await HostAsync(folder), folder);
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        app = await HostAsync(Folder);
        Http = ClientOf(app);
    }

    public Task<HttpResponseMessage> TellAsync(string text, string language = "kk") =>
        Http.PostAsJsonAsync($"/telegram/bot1:sandbox-telegram-{language}/sendMessage", new { chat_id = "@sandbox_" + language, text });

    public Task<HttpResponseMessage> DoAsync(string method, object parameters, string language = "kk") =>
        Http.PostAsJsonAsync($"/telegram/bot1:sandbox-telegram-{language}/{method}", parameters);

    public async Task SetFaultAsync(object fault) => (await Http.PostAsJsonAsync("/control/faults", new { faults = new[] { fault } })).EnsureSuccessStatusCode();

    public async Task<List<string>> TextsAsync() =>
        [.. (await Http.GetFromJsonAsync<JsonElement>("/control/posts")).GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("post").GetProperty("text").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<WebApplication> HostAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Sandbox:Data"] = folder, ["Urls:Sandbox"] = $"http://127.0.0.1:{TestHost.FreePort()}" });
        builder.AddModules([new SandboxModule()], Listeners.Read(builder.Configuration, Listener.Sandbox));
        var app = builder.Build();
        app.MapModules();
        await app.StartAsync();
        return app;
    }

    private static HttpClient ClientOf(WebApplication app) => TestHost.Client(app.Services.GetRequiredService<Listeners>().Urls[Listener.Sandbox]);
}
