using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Akorda.Postgres;
using Akorda.Testing;

namespace Akorda.Benchmarks;

/// <summary>The real product, as <c>deploy/run.sh</c> starts it, on free ports and in a folder of its own.</summary>
internal sealed class Product(string repository, string data) : IAsyncDisposable
{
    private static readonly string[] People = ["editor", "reviewer"];

    private readonly Dictionary<string, string> environment = new()
    {
        ["AKORDA_DATA"] = data,
        ["Urls__Newsroom"] = $"http://127.0.0.1:{TestHost.FreePort()}",
        ["Urls__Site"] = $"http://127.0.0.1:{TestHost.FreePort()}",
        ["Urls__SiteIntake"] = $"http://127.0.0.1:{TestHost.FreePort()}",
        ["Urls__Sandbox"] = $"http://127.0.0.1:{TestHost.FreePort()}",
    };
    private readonly Dictionary<string, HttpClient> clients = [];
    private Process? process;

    public Uri SiteUrl => new(environment["Urls__Site"]);

    public int Pid => process!.Id;   // asked only while it runs

    public int PostmasterPid => int.Parse(File.ReadLines(Path.Combine(data, "postgresql", "data", "postmaster.pid")).First());

    /// <summary>A reader.</summary>
    public HttpClient Site { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>The cluster that the product has started; left running when it is no longer used here.</summary>
    public Task<PrivateCluster> ClusterAsync() => PrivateCluster.StartAsync(Path.Combine(data, "postgresql"), durable: true, CancellationToken.None);

    /// <summary>Starts it; answers how long it took to say <c>Ready</c>.</summary>
    public async Task<TimeSpan> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(repository, "artifacts/bin/Akorda.AllInOne/release/Akorda.AllInOne.dll")])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = repository,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line != "Ready") continue;
            var taken = clock.Elapsed;
            _ = process.StandardOutput.ReadToEndAsync();   // or it would wait for a reader
            Site.BaseAddress ??= SiteUrl;
            return taken;
        }
        throw new InvalidOperationException("The product ended before it was ready.");
    }

    /// <summary>Stops it as Ctrl-C does.</summary>
    public async Task StopAsync()
    {
        if (process is null) return;
        await Programs.RunAsync("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Signs the people in.</summary>
    public async Task SignInAsync()
    {
        var password = (await File.ReadAllTextAsync(Path.Combine(data, "demo-password"))).Trim();
        var newsroom = new Uri(environment["Urls__Newsroom"]);
        using var identity = new HttpClient { BaseAddress = newsroom };
        foreach (var person in People) clients[person] = await SignInAsync(identity, person, password, newsroom);
    }

    /// <summary>A client of the newsroom, signed in as one of the demo's people.</summary>
    public static async Task<HttpClient> SignInAsync(HttpClient identity, string person, string password, Uri newsroom)
    {
        using var answer = await identity.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["client_id"] = "demo", ["scope"] = "newsroom", ["username"] = person, ["password"] = password,
        }));
        var token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!.GetValue<string>();
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = newsroom };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>One call as this person.</summary>
    /// <exception cref="InvalidOperationException">The answer is not a success.</exception>
    public async Task<JsonNode> CallAsync(string person, HttpMethod method, string path, JsonNode? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await clients[person].SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path} answered {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Site.Dispose();
        foreach (var client in clients.Values) client.Dispose();
    }
}
