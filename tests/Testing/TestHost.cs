using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Akorda.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akorda.Testing;

/// <summary>Hosts modules as a process would: real Kestrel on free ports, real databases, the in-memory transport. The <see cref="Probe"/> plays the services that are not hosted.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private static int ports;
    private readonly WebApplication app;
    private readonly string issuer;
    private readonly Start start;

    private TestHost(WebApplication app, string issuer, Start start, Probe probe) => (this.app, this.issuer, this.start, Probe) = (app, issuer, start, probe);

    private sealed record Start(
        Func<IReadOnlyList<IServiceModule>> Modules, Dictionary<string, string?> Settings, Action<IServiceCollection>? Services);

    /// <summary>Plays the other services.</summary>
    public Probe Probe { get; }

    /// <summary>The host's container.</summary>
    public IServiceProvider Services => app.Services;

    public Uri Newsroom => UrlOf(Listener.Newsroom);
    public Uri Site => UrlOf(Listener.Site);
    public Uri SiteIntake => UrlOf(Listener.SiteIntake);
    public Uri Sandbox => UrlOf(Listener.Sandbox);

    /// <summary>Starts modules with fresh databases.</summary>
    /// <param name="modules">Made anew for each start.</param>
    /// <param name="settings">Configuration beside what every host needs.</param>
    /// <param name="services">Registrations that win over the modules', such as another clock.</param>
    public static async Task<TestHost> StartAsync(
        Func<IReadOnlyList<IServiceModule>> modules, Action<Dictionary<string, string?>>? settings = null, Action<IServiceCollection>? services = null)
    {
        Dictionary<string, string?> configuration = [];
        foreach (var listener in Enum.GetValues<Listener>()) configuration[$"Urls:{listener}"] = $"http://127.0.0.1:{FreePort()}";
        foreach (var module in modules().Append(new Probe()).Select(module => module.Name))
        {
            var (data, owner) = await TestPostgres.DatabaseAsync(module);
            configuration[$"ConnectionStrings:{module}"] = data;
            configuration[$"ConnectionStrings:{module}Owner"] = owner;
        }
        configuration["Identity:Authority"] = await TestAuthority.AddressAsync();
        settings?.Invoke(configuration);
        return await StartAsync(new Start(modules, configuration, services));
    }

    /// <summary>Starts modules with fresh databases.</summary>
    public static Task<TestHost> StartAsync(IReadOnlyList<IServiceModule> modules, Action<Dictionary<string, string?>>? settings = null, Action<IServiceCollection>? services = null) =>
        StartAsync(() => modules, settings, services);

    /// <summary>Stops and starts again over the same databases, addresses and settings.</summary>
    /// <param name="meanwhile">What happens while it is stopped.</param>
    public async Task<TestHost> RestartAsync(Func<Task>? meanwhile = null)
    {
        await DisposeAsync();
        if (meanwhile is not null) await meanwhile();
        return await StartAsync(start);
    }

    /// <summary>A client of the newsroom's API, signed in as this person just now.</summary>
    public HttpClient As(string person, IReadOnlyList<string> roles, IReadOnlyList<string>? languages = null, DateTimeOffset? signedInAt = null)
    {
        var client = Client(Newsroom);
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", TestAuthority.Token(issuer, person, roles, languages ?? ["kk", "ru", "en"], signedInAt ?? now));
        return client;
    }

    /// <summary>A client of the newsroom's API with one role.</summary>
    public HttpClient As(string person, string role, IReadOnlyList<string>? languages = null, DateTimeOffset? signedInAt = null) =>
        As(person, [role], languages, signedInAt);

    /// <summary>A client that nobody signed in, and that follows no redirect.</summary>
    public static HttpClient Client(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A port that nothing listens on, below the range from which the system gives ports to clients.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = 10_000 + (Environment.ProcessId * 101 + Interlocked.Increment(ref ports)) % 20_000;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try the next one.
            }
        }
    }

    private static async Task<TestHost> StartAsync(Start start)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(start.Settings);
        builder.Logging.ClearProviders();
        if (Environment.GetEnvironmentVariable("AKORDA_TEST_LOG") is { Length: > 0 }) builder.Logging.AddConsole();
        var probe = new Probe();
        builder.AddModules([.. start.Modules(), probe], Listeners.Read(builder.Configuration, [.. Enum.GetValues<Listener>()]));
        start.Services?.Invoke(builder.Services);
        var app = builder.Build();
        probe.Use(app.Services);
        await app.MigrateModulesAsync(CancellationToken.None);
        app.MapModules();
        await app.StartAsync();
        return new TestHost(app, start.Settings["Identity:Authority"]!, start, probe);
    }

    private Uri UrlOf(Listener listener) => app.Services.GetRequiredService<Listeners>().Urls[listener];
}
