using System.Text.Json.Nodes;
using Akorda.Testing;

namespace Akorda.Journeys;

/// <summary>The process is killed without warning, again and again, while events are on their way. The networks run elsewhere, as they do in life, and keep count.</summary>
public sealed class AKilledProcess
{
    private const int Events = 12;
    private const int Kills = 6;

    [Fact]
    public async Task Loses_no_event_and_posts_none_twice()
    {
        var folder = Directory.CreateTempSubdirectory("akorda-sandbox-").FullName;
        var sandboxUrl = $"http://127.0.0.1:{TestHost.FreePort()}";
        await using var sandbox = await RunningProcess.StartAsync("Akorda.Sandbox.Host", new Dictionary<string, string> { ["Urls__Sandbox"] = sandboxUrl, ["Sandbox__Data"] = folder });
        await using var product = new Product(new() { ["Services__Sandbox"] = sandboxUrl });
        await product.StartAsync();

        // Kazakh alone: what is under test is the way, not the number of its lanes.
        var newsroom = product.Newsroom;
        List<Guid> events = [];
        for (var i = 0; i < Events; i++)
        {
            var draft = Sample.Draft($" {i}");
            draft["targetLanguages"] = new JsonArray();
            events.Add(await newsroom.SubmitAsync(draft));
        }

        var seed = Environment.GetEnvironmentVariable("AKORDA_SEED") is { Length: > 0 } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"AKORDA_SEED={seed}");
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            foreach (var id in events.Skip(kill * 2).Take(2)) await newsroom.ApproveAsync(id, "kk");
            // Somewhere between the approval and the last post; the seed decides where.
            using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(1, 400)));
            await moment.WaitForNextTickAsync();
            await product.KillAsync();
            await product.StartAsync();
        }

        var readers = new Readers(product.Site, new Uri(sandboxUrl));
        foreach (var id in events)
        {
            await newsroom.DeliveredAsync(id);
            var url = (string)(await newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts/{id}"))["languages"]!["kk"]!["url"]!;
            Assert.Equal(System.Net.HttpStatusCode.OK, (await readers.ReadAsync(url)).Status);
            Assert.Equal(["facebook", "telegram", "x"], (await readers.PostsAsync(url)).Select(post => (string)post["network"]!).Order());
        }
        Directory.Delete(folder, recursive: true);
    }
}
