using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;
using Akorda.Postgres;

namespace Akorda.Faults.Faults;

/// <summary>What operators do with channels: stop them, let them go on, give them another token.</summary>
public static class Channels
{
    private const string OpenStates = "('planned', 'prepared', 'attempting', 'retrying', 'uncertain')";

    /// <summary>The channels that are stopped; <c>*</c> stands for all.</summary>
    public static Task<List<string>> PausedAsync(Stage stage, CancellationToken ct) =>
        stage.World.Server.Judge("publisher").QueryAsync("select channel_id from publisher.pause", [], row => row.GetString(0), ct);

    /// <summary>Stops all channels; ends with the answer.</summary>
    public static async Task PauseAllAsync(Stage stage, CancellationToken ct) => Expect(await stage.People.InsistAsync("publisher", HttpMethod.Post, "/api/channels/pause", ct: ct));

    /// <summary>Whatever is stopped goes on.</summary>
    public static async Task ResumeAsync(Stage stage, CancellationToken ct)
    {
        foreach (var channel in await PausedAsync(stage, ct))
        {
            stage.People.Forget("publisher");   // it wants a fresh sign-in
            Expect(await stage.People.InsistAsync("publisher", HttpMethod.Post, channel == "*" ? "/api/channels/resume" : $"/api/channels/{channel}/resume", ct: ct));
        }
    }

    /// <summary>Gives a channel other credentials for the same account.</summary>
    public static async Task RotateAsync(Stage stage, string channel, JsonObject credentials, CancellationToken ct)
    {
        stage.People.Forget("administrator");
        Expect(await stage.People.InsistAsync("administrator", HttpMethod.Put, $"/api/channels/{channel}/credentials", credentials, ct: ct));
    }

    /// <summary>Posts that are neither settled nor a person's, of those that were planned before a time.</summary>
    public static Task<long> OpenAsync(Stage stage, DateTimeOffset before) =>
        stage.World.Server.CountAsync("publisher", $"select count(*) from publisher.delivery where state in {OpenStates} and planned_at < $1", before);

    /// <summary>Attempts on the channels of a pattern that ended in a way since a time.</summary>
    public static Task<long> AttemptsAsync(Stage stage, string channels, string outcome, DateTimeOffset since) => stage.World.Server.CountAsync("publisher",
        "select count(*) from publisher.attempt a join publisher.delivery d using (delivery_id) where d.destination like $1 and a.outcome = $2 and a.started_at > $3", channels, outcome, since);

    private static void Expect(Workload.Reply reply)
    {
        if (!reply.IsDone) throw new InvalidOperationException($"Refused: {reply}");
    }
}
