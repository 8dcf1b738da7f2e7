using Akorda.Identity;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Akorda.Desk.Tests;

/// <summary>The Desk beside Identity, with a clock that a test turns.</summary>
public sealed class DeskHost : IAsyncDisposable
{
    public const string Password = "demo password";

    private readonly TestHost host;
    private readonly string folder;

    private DeskHost(TestHost host, string folder, FakeTimeProvider clock) => (this.host, this.folder, Clock) = (host, folder, clock);

    public FakeTimeProvider Clock { get; }

    /// <summary>The newsroom under its public name.</summary>
    public Uri Newsroom => new($"http://localhost:{host.Newsroom.Port}");

    /// <summary>The same listener under another name.</summary>
    public Uri OtherName => host.Newsroom;

    public NpgsqlDataSource Identity => host.Services.GetRequiredKeyedService<NpgsqlDataSource>(IdentityModule.Key);

    public static async Task<DeskHost> StartAsync(Action<Dictionary<string, string?>>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("akorda-desk-").FullName;
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var host = await TestHost.StartAsync(() => [new DeskModule(), new IdentityModule()], configuration =>
        {
            configuration["Identity:Authority"] = null;   // the kit's own authority would take Identity's place
            configuration["Newsroom:PublicUrl"] = configuration["Urls:Newsroom"]!.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
            configuration["Identity:SigningKeyFile"] = Path.Combine(folder, "signing.pem");
            configuration["Identity:KeysFolder"] = folder;
            configuration["Desk:KeysFolder"] = folder;
            configuration["Demo:Enabled"] = "true";
            configuration["Demo:Password"] = Password;
            settings?.Invoke(configuration);
        }, services => services.AddSingleton<TimeProvider>(clock));
        return new DeskHost(host, folder, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
