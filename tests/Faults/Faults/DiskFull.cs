using System.Diagnostics;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;
using Akorda.Postgres;

namespace Akorda.Faults.Faults;

/// <summary>The disk under Ingestion's revisions is full, and then is not: writers are told 503 while a draft cannot be kept whole, nothing is kept of such a draft, and no service needs a restart.</summary>
public sealed record DiskFull() : Fault("F9", "the disk under Ingestion's revisions full")
{
    private const int Refused = 5;
    private readonly List<Event> refused = [];

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        refused.Clear();
        // A file system of its own, so that nothing else of this machine is full.
        var disk = Directory.CreateDirectory(DiskOf(stage)).FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk);
        var folder = Directory.CreateDirectory(Path.Combine(disk, "tables")).FullName;
        await RunAsync("chown", "postgres:", folder);
        var judge = stage.World.Server.Judge("ingestion");
        await judge.ExecuteAsync($"create tablespace small location '{folder}'", [], ct);
        await judge.ExecuteAsync("alter table ingestion.revision set tablespace small", [], ct);
        await FillAsync(Filler(disk), ct);
        // What still fits into the last page is taken; soon nothing does.
        await UntilAsync(async () =>
        {
            var one = stage.Acts.NewEvent();
            var reply = await stage.People.AskAsync("editor", HttpMethod.Post, "/api/drafts", Words.Draft(one), ct: ct);
            if (reply.Status == 503) refused.Add(one);
            return refused.Count >= Refused;
        }, "503 for writers", ct);
        return $"{refused.Count} writers were told 503";
    }

    public override async Task HealAsync(Stage stage)
    {
        var disk = DiskOf(stage);
        File.Delete(Filler(disk));
        var judge = stage.World.Server.Judge("ingestion");
        await judge.ExecuteAsync("alter table ingestion.revision set tablespace pg_default", [], CancellationToken.None);
        await judge.ExecuteAsync("drop tablespace if exists small", [], CancellationToken.None);
        await RunAsync("umount", disk);
    }

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        foreach (var one in refused)
        {
            var title = Words.Title(one.Source, Words.MarkOf(one.Ordinal, one.Revision));
            if (await stage.World.Server.CountAsync("ingestion", "select count(*) from ingestion.draft where title = $1", title) > 0) throw new InvalidOperationException("something is there of a draft that was refused");
        }
    }

    // Beside the cluster: PostgreSQL's own user must reach it.
    private static string DiskOf(Stage stage) => Path.Combine(stage.World.Folder, "postgresql", "small");

    private static string Filler(string disk) => Path.Combine(disk, "filler");

    private static async Task FillAsync(string file, CancellationToken ct)
    {
        await using FileStream filler = new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var zeros = new byte[4096];
        try
        {
            while (true) await filler.WriteAsync(zeros, ct);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {said.Trim()}");
    }
}
