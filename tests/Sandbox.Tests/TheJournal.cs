using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Tests;

public sealed class TheJournal
{
    [Fact]
    public async Task A_post_is_on_disk_when_the_network_answers()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.TellAsync("Сәлем");
        await using var file = new FileStream(Path.Combine(sandbox.Folder, "posts.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        Assert.Contains("Сәлем", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_posted_outlives_the_process()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.TellAsync("first");
        await sandbox.RestartAsync();
        await sandbox.TellAsync("second");
        Assert.Equal(["first", "second"], await sandbox.TextsAsync());
    }

    [Fact]
    public void A_line_cut_short_by_a_kill_was_never_answered_and_is_dropped()
    {
        var folder = Directory.CreateTempSubdirectory("akorda-journal-").FullName;
        Keep(folder, "Бірінші");
        File.AppendAllText(Path.Combine(folder, "posts.jsonl"), "{\"number\":2,\"at\":\"20");
        Keep(folder, "Екінші");
        using (var journal = new Journal(folder, TimeProvider.System))
            Assert.Equal([(1, "Бірінші"), (2, "Екінші")], journal.Changes.Select(change => (change.Number, change.Post.Text)));
        Directory.Delete(folder, recursive: true);
    }

    private static void Keep(string folder, string text)
    {
        using var journal = new Journal(folder, TimeProvider.System);
        journal.Keep("posted", new Post { Network = "x", Account = "a", Language = "kk", Id = text, Text = text, Links = [], Public = true, CreatedAt = TimeProvider.System.GetUtcNow() });
    }
}
