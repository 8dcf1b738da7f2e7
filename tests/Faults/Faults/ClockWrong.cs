using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>The clocks of both Publishers are hours wrong, from their start or by a jump while an event waits for its instant: nothing leaves early, nothing scheduled leaves at all, and they say why. Once their clocks are right it leaves, late.</summary>
public sealed record ClockWrong(string Offset, bool Jumps)
    : Fault("F33", Jumps ? $"the Publishers' clocks jumping by {Offset} before an instant" : $"the Publishers' clocks wrong by {Offset}")
{
    private const string Alarm = "clock and the database's differ";
    private const string WaitsSql = "select count(*) from publisher.release where event_id = $1 and state = 'scheduled'";
    private static readonly TimeSpan Left = TimeSpan.FromSeconds(3);   // a clock is looked at again after one second
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);

    private Event one = null!;   // set by the bite

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        await SetAsync(stage, Jumps ? "+0" : Offset);
        foreach (var publisher in SiteAway.Publishers(stage))
        {
            publisher.Extra["LD_PRELOAD"] = Library();
            publisher.Extra["FAKETIME_TIMESTAMP_FILE"] = FileOf(stage);
            publisher.Extra["FAKETIME_CACHE_DURATION"] = "1";
            publisher.Extra["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        }
        await RestartAsync(stage);
        var alarms = Alarms(stage).ToList();
        one = await stage.Acts.WaitingAsync(Left, ct);
        if (Jumps) await SetAsync(stage, Offset);
        await Task.Delay(one.Embargo!.Value + Watched - stage.Journal.Now, ct);
        if (await stage.World.Server.CountAsync("publisher", WaitsSql, one.Id) == 0) throw new InvalidOperationException("a Publisher with a wrong clock released an event");
        await UntilAsync(() => Task.FromResult(Alarms(stage).Zip(alarms).All(pair => pair.First > pair.Second)), "an alarm of each Publisher", ct);
        return $"both held an event {(stage.Journal.Now - one.Embargo.Value).TotalSeconds:0} s beyond its instant, and said why";
    }

    public override async Task HealAsync(Stage stage)
    {
        await SetAsync(stage, "+0");
        // A network may have refused a signature with a wrong time, and its account then waits for a person.
        await Channels.ResumeAsync(stage, CancellationToken.None);
    }

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        await stage.Acts.PublishedAsync(one, ct);
        one.DoneAt = stage.Journal.Now;
        foreach (var publisher in SiteAway.Publishers(stage)) publisher.Extra.Clear();
        await RestartAsync(stage);
    }

    private static Task SetAsync(Stage stage, string offset) => File.WriteAllTextAsync(FileOf(stage), offset + "\n");

    private static async Task RestartAsync(Stage stage)
    {
        // One after the other: the accounts always have a sender.
        foreach (var publisher in SiteAway.Publishers(stage))
        {
            await publisher.StopAsync();
            await publisher.StartAsync();
        }
    }

    private static IEnumerable<int> Alarms(Stage stage) => SiteAway.Publishers(stage).Select(publisher => publisher.Output.Count(line => line.Contains(Alarm, StringComparison.Ordinal)));

    private static string FileOf(Stage stage) => Path.Combine(stage.World.Folder, "publishers-clock");

    private static string Library() => Directory.EnumerateFiles("/usr/lib", "libfaketime.so.1", SearchOption.AllDirectories).FirstOrDefault()
        ?? throw new InvalidOperationException("libfaketime is not installed: install the package 'libfaketime'.");
}
