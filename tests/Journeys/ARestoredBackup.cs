using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Akorda.Testing;

namespace Akorda.Journeys;

/// <summary>An older backup takes the place of the databases. The networks, which nobody can restore, run elsewhere and keep count.</summary>
public sealed class ARestoredBackup : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("akorda-backup-");
    private readonly string sandboxUrl = $"http://127.0.0.1:{TestHost.FreePort()}";
    private RunningProcess sandbox = null!;   // set by the start
    private Product product = null!;          // set by the start

    private Newsroom Newsroom => product.Newsroom;
    private Readers Readers => new(product.Site, new Uri(sandboxUrl));
    private string Backup => Path.Combine(folder.FullName, "backup");

    public async ValueTask InitializeAsync()
    {
        sandbox = await RunningProcess.StartAsync("Akorda.Sandbox.Host", new Dictionary<string, string> { ["Urls__Sandbox"] = sandboxUrl, ["Sandbox__Data"] = Path.Combine(folder.FullName, "sandbox") });
        product = new Product(new() { ["Services__Sandbox"] = sandboxUrl });
        await product.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await product.DisposeAsync();
        }
        finally
        {
            // Also when the product does not start any more: nothing else would end it.
            await sandbox.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Posts_nothing_again_and_holds_what_may_have_been_posted_for_a_person()
    {
        var newsroom = Newsroom;
        var delivered = await ApprovedAsync(" delivered");
        await newsroom.DeliveredAsync(delivered);
        var submitted = await newsroom.SubmitAsync(Draft(" submitted"));
        await newsroom.PendingReviewAsync(submitted, "kk");
        var embargoed = await ApprovedAsync(" embargoed", TimeProvider.System.GetUtcNow().AddSeconds(15));
        await newsroom.PublicationAsync(embargoed, publication => (string?)publication["state"] == "scheduled", "is scheduled");
        await newsroom.CallAsync("publisher", HttpMethod.Post, "/api/channels/pause");
        var planned = await ApprovedAsync(" planned");
        await newsroom.PublicationAsync(planned, publication => (string?)publication["state"] == "published", "is published");
        await ScriptAsync("backup.sh", Backup);

        await newsroom.CallAsync("publisher", HttpMethod.Post, "/api/channels/resume");
        await newsroom.ApproveAsync(submitted, "kk");
        Guid[] posted = [delivered, submitted, embargoed, planned];
        foreach (var id in posted) await newsroom.DeliveredAsync(id);
        var lost = await ApprovedAsync(" lost");
        await newsroom.DeliveredAsync(lost);
        Dictionary<Guid, string> urls = [];
        foreach (var id in (Guid[])[.. posted, lost]) urls[id] = await newsroom.UrlAsync(id, "kk");
        await OnceEachAsync(urls.Values);

        await product.Process.StopAsync();
        await ScriptAsync("restore.sh", Backup);
        await product.StartAsync();
        newsroom = Newsroom;

        // What the backup had not settled waits before anybody does anything, with its evidence.
        foreach (var delivery in Channels(await newsroom.PublicationAsync(planned, _ => true, "is there")))
        {
            Assert.Equal("held", (string?)delivery["state"]);
            var evidence = delivery["attempts"]!.AsArray().Single();
            Assert.Equal("restored", (string?)evidence!["outcome"]);
            Assert.Contains("not settled in the backup", (string?)evidence["evidence"], StringComparison.Ordinal);
        }
        using (var refused = await newsroom.SendAsync("publisher", HttpMethod.Post, "/api/channels/resume", null, null)) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.True((bool)(await newsroom.CallAsync("publisher", HttpMethod.Get, "/api/channels"))["paused"]!["byRestore"]!);
        var resumed = await newsroom.CallAsync("administrator", HttpMethod.Post, "/api/channels/resume");
        Assert.Null(resumed["paused"]);

        // The release that the backup had scheduled goes by itself, and the approval that it lost is given once more: both to the Site alone.
        await newsroom.ApproveAsync(submitted, "kk");
        foreach (var id in (Guid[])[submitted, embargoed])
        {
            var publication = await newsroom.PublicationAsync(id, publication => (string?)publication["state"] == "published"
                && Channels(publication) is { Count: 3 } channels && channels.All(delivery => (string?)delivery["state"] == "held"), "is published and held");
            Assert.All(Channels(publication), delivery => Assert.Contains("older than the last restore", (string?)delivery["reason"], StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.OK, (await Readers.ReadAsync(urls[id])).Status);
        }
        Assert.All(Channels(await newsroom.DeliveredAsync(delivered)), delivery => Assert.Equal("delivered", (string?)delivery["state"]));

        // The channels do send, under a number and an address that no lost event had; so nothing was only late.
        var next = await ApprovedAsync(" next");
        await newsroom.DeliveredAsync(next);
        urls[next] = await newsroom.UrlAsync(next, "kk");
        await OnceEachAsync(urls.Values);

        // A person has looked: it is done, and nothing leaves.
        foreach (var delivery in Channels(await newsroom.PublicationAsync(planned, _ => true, "is there")))
            await newsroom.CallAsync("publisher", HttpMethod.Post, $"/api/deliveries/{delivery["id"]}/resolve", new JsonObject { ["outcome"] = "posted" });
        await newsroom.DeliveredAsync(planned);
        await OnceEachAsync(urls.Values);
        Assert.Equal(0, (int)(await newsroom.CallAsync("administrator", HttpMethod.Get, "/api/publisher/audit/verify"))["faults"]!.AsArray().Count);
    }

    [Fact]
    public async Task Of_the_Publisher_alone_gets_from_the_others_what_it_lacks_and_posts_none_of_it_again()
    {
        var newsroom = Newsroom;
        await ScriptAsync("backup.sh", Backup);
        var id = await ApprovedAsync(" after the backup");
        await newsroom.DeliveredAsync(id);
        var url = await newsroom.UrlAsync(id, "kk");

        await product.Process.StopAsync();
        await ScriptAsync("restore.sh", Backup, "publisher");
        await product.StartAsync();
        newsroom = Newsroom;
        await newsroom.CallAsync("administrator", HttpMethod.Post, "/api/channels/resume");
        // The Review sends its approval again; the Site, which is ahead, is overtaken; the posts wait.
        await newsroom.PublicationAsync(id, publication => (string?)publication["state"] == "published"
            && Channels(publication) is { Count: 3 } channels && channels.All(delivery => (string?)delivery["state"] == "held"), "is published and held");
        Assert.Equal(HttpStatusCode.OK, (await Readers.ReadAsync(url)).Status);
        var next = await ApprovedAsync(" next");
        await newsroom.DeliveredAsync(next);
        await OnceEachAsync([url, await newsroom.UrlAsync(next, "kk")]);
    }

    [Fact]
    public async Task Of_the_Site_alone_shows_again_what_was_published_since()
    {
        var newsroom = Newsroom;
        await ScriptAsync("backup.sh", Backup);
        var id = await ApprovedAsync(" after the backup");
        await newsroom.DeliveredAsync(id);
        var url = await newsroom.UrlAsync(id, "kk");

        await product.Process.StopAsync();
        await ScriptAsync("restore.sh", Backup, "site");
        await product.StartAsync();
        await Newsroom.CallAsync("administrator", HttpMethod.Post, "/api/channels/resume");
        await Eventually.TrueAsync(async () => (await Readers.ReadAsync(url)).Status == HttpStatusCode.OK, "page of an event that the restored Site had lost");
        await Newsroom.DeliveredAsync(id);
        await OnceEachAsync([url]);
    }

    [Fact]
    public async Task That_is_damaged_is_refused_and_changes_nothing()
    {
        var id = await Newsroom.SubmitAsync(Draft(""));
        await ScriptAsync("backup.sh", Backup);
        await product.Process.StopAsync();
        await using (var dump = new FileStream(Path.Combine(Backup, "publisher.dump"), FileMode.Open))
        {
            dump.Position = dump.Length / 2;
            dump.WriteByte(42);
            dump.WriteByte(42);
        }
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ScriptAsync("restore.sh", Backup));
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
        await product.StartAsync();
        Assert.Equal(id, (Guid)(await Newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts/{id}"))["id"]!);
    }

    private static JsonObject Draft(string title, DateTimeOffset? embargo = null)
    {
        // Kazakh alone: what is under test is the ledger, not the number of its lanes.
        var draft = Sample.Draft(title);
        draft["targetLanguages"] = new JsonArray();
        if (embargo is { } until) draft["embargoUntil"] = until.ToString("O");
        return draft;
    }

    private async Task<Guid> ApprovedAsync(string title, DateTimeOffset? embargo = null)
    {
        var id = await Newsroom.SubmitAsync(Draft(title, embargo));
        await Newsroom.ApproveAsync(id, "kk");
        return id;
    }

    private static List<JsonNode> Channels(JsonNode publication) =>
        [.. publication["deliveries"]!.AsArray().Select(delivery => delivery!).Where(delivery => (string?)delivery["destination"] != "site")];

    private async Task OnceEachAsync(IEnumerable<string> urls)
    {
        foreach (var url in urls) Assert.Equal(["facebook", "telegram", "x"], (await Readers.PostsAsync(url)).Select(post => (string)post["network"]!).Order());
    }

    private async Task ScriptAsync(string name, params IReadOnlyList<string> arguments)
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(repository.FullName, "Akorda.Pipeline.sln"))) repository = repository.Parent!;
        var start = new ProcessStartInfo("bash", [Path.Combine(repository.FullName, "deploy", name), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in product.Settings) start.Environment[key] = value;
        using var script = Process.Start(start)!;   // bash is there, or nothing here would run
        var (output, error) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        await script.WaitForExitAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(await output + await error);
        if (script.ExitCode != 0) throw new InvalidOperationException($"{name} ended with {script.ExitCode}: {await output}{await error}");
    }
}
