using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Testing;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Akorda.Identity.Tests;

/// <summary>Identity as one process hosts it, beside a route that asks for a token as every <c>/api</c> route does.</summary>
public sealed class IdentityHost : IAsyncDisposable
{
    public const string Password = "demo password";
    public const string PublisherSecret = "the publisher's own secret, 64 characters in a real set-up";

    private readonly string folder;

    private IdentityHost(TestHost host, string folder) => (Host, this.folder) = (host, folder);

    public TestHost Host { get; private set; }

    /// <summary>The listener as a browser finds it: its issuer is called localhost, the listener 127.0.0.1.</summary>
    public HttpClient Client() => TestHost.Client(Host.Newsroom);

    public NpgsqlDataSource Database => Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(IdentityModule.Key);

    public string SigningKeyFile => Path.Combine(folder, "signing.pem");

    public string KeysFolder => folder;

    public static async Task<IdentityHost> StartAsync(Action<Dictionary<string, string?>>? settings = null, Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("akorda-identity-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "publisher-secret"), PublisherSecret);
        var host = await TestHost.StartAsync(() => [new IdentityModule(), new Whoami()], configuration =>
        {
            // The kit's own authority would take Identity's place.
            configuration["Identity:Authority"] = null;
            configuration["Newsroom:PublicUrl"] = configuration["Urls:Newsroom"]!.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
            configuration["Identity:SigningKeyFile"] = Path.Combine(folder, "signing.pem");
            configuration["Identity:KeysFolder"] = folder;
            configuration["Publisher:ClientSecretFile"] = Path.Combine(folder, "publisher-secret");
            configuration["Demo:Enabled"] = "true";
            configuration["Demo:Password"] = Password;
            settings?.Invoke(configuration);
        }, services);
        return new IdentityHost(host, folder);
    }

    public async Task RestartAsync() => Host = await Host.RestartAsync();

    /// <summary>POST /connect/token.</summary>
    public async Task<(HttpResponseMessage Response, JsonElement Body)> TokenAsync(params (string Name, string Value)[] form)
    {
        using var client = Client();
        var response = await client.PostAsync("/connect/token", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        return (response, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>The password grant of the demo's client.</summary>
    public Task<(HttpResponseMessage Response, JsonElement Body)> PasswordAsync(string userName, string password = Password) =>
        TokenAsync(("grant_type", "password"), ("client_id", "demo"), ("username", userName), ("password", password), ("scope", "newsroom"));

    /// <summary>A client of the API with the token of one of the demo's people, who signed in just now.</summary>
    public async Task<HttpClient> AsAsync(string userName)
    {
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await AccessTokenAsync(userName));
        return client;
    }

    /// <summary>An access token of one of the demo's people.</summary>
    public async Task<string> AccessTokenAsync(string userName) => (await PasswordAsync(userName)).Body.GetProperty("access_token").GetString()!;

    /// <summary>What the API makes of a token; the answer itself where it refuses.</summary>
    public async Task<(HttpResponseMessage Response, JsonElement? Caller)> WhoamiAsync(string token, string path = "/api/whoami")
    {
        using var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await client.GetAsync(path);
        return (response, response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : null);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One process for all tests of a class that can share it.</summary>
public sealed class SharedIdentity : IAsyncLifetime
{
    public IdentityHost Identity { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Identity = await IdentityHost.StartAsync();

    public ValueTask DisposeAsync() => Identity.DisposeAsync();
}

/// <summary>One process for all tests of a class, whose clock the tests turn.</summary>
public sealed class IdentityWithAClock : IAsyncLifetime
{
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public IdentityHost Identity { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Identity = await IdentityHost.StartAsync(services: services =>
    {
        services.AddSingleton<TimeProvider>(Clock);
        // What checks access tokens looks at the machine's clock; their age is tested elsewhere.
        services.PostConfigureAll<JwtBearerOptions>(options => options.TokenValidationParameters.ValidateLifetime = false);
    });

    public ValueTask DisposeAsync() => Identity.DisposeAsync();
}
