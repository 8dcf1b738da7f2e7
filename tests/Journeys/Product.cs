using Akorda.Testing;

namespace Akorda.Journeys;

/// <summary>The whole product on one machine, as <c>deploy/run.sh</c> starts it, in a temporary data folder and on free ports.</summary>
public sealed class Product : IAsyncLifetime
{
    private readonly string data = Path.Combine(Path.GetTempPath(), $"akorda-journey-{Guid.CreateVersion7():N}"[..30]);
    private readonly Dictionary<string, string> settings;

    public Product() : this([])
    {
    }

    internal Product(Dictionary<string, string> more)
    {
        settings = new Dictionary<string, string>
        {
            ["AKORDA_DATA"] = data,
            ["Demo__Password"] = "a password for journeys",
        };
        foreach (var listener in (string[])["Newsroom", "Site", "SiteIntake", "Sandbox"]) settings[$"Urls__{listener}"] = $"http://127.0.0.1:{TestHost.FreePort()}";
        settings["Newsroom__PublicUrl"] = settings["Urls__Newsroom"];
        foreach (var (key, value) in more) settings[key] = value;
    }

    /// <summary>The process, once started.</summary>
    public RunningProcess Process { get; private set; } = null!;   // set by the start

    /// <summary>The environment that the process is started with.</summary>
    internal IReadOnlyDictionary<string, string> Settings => settings;

    public Uri Site => new(settings["Urls__Site"]);
    public Uri Sandbox => new(settings["Urls__Sandbox"]);

    /// <summary>The people of the demo, over HTTP.</summary>
    public Newsroom Newsroom => new(new Uri(settings["Urls__Newsroom"]), settings["Demo__Password"]);

    public async ValueTask InitializeAsync() => await StartAsync();

    public async Task StartAsync() => Process = await RunningProcess.StartAsync("Akorda.AllInOne", settings);

    /// <summary>The end of a power cut: the process is gone, its database server may have outlived it.</summary>
    public Task KillAsync() => Process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        // A killed host leaves its database server behind; only a host can stop it, so one is started for that.
        if (Process.HasEnded) await StartAsync();
        await Process.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}
