using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>The failed messages of all services.</summary>
public static class Failed
{
    private static readonly string[] Services = ["ingestion", "translation", "review", "publisher"];

    /// <summary>How many wait for a person, by service.</summary>
    public static async Task<Dictionary<string, long>> CountAsync(Stage stage)
    {
        Dictionary<string, long> counts = [];
        foreach (var service in Services) counts[service] = await stage.World.Server.CountAsync(service, "select count(*) from messaging.failed_message where state = 'failed'");
        return counts;
    }
}
