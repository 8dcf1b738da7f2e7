using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>An event with a photograph is withdrawn while the Site cannot be reached: within thirty seconds it is gone at every address that it had, its photograph's included.</summary>
public sealed partial record WithdrawnEverywhere() : Fault("F36", "an event withdrawn while the Site cannot be reached")
{
    private static readonly TimeSpan Unreachable = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(30);
    private static readonly string[] Lists = ["/kk/", "/kk/events/", "/kk/events/akorda/", "/kk/feed.rss", "/kk/feed.atom", "/kk/feed.json", "/kk/events/feed.rss", "/sitemap.xml", "/sitemap-news.xml"];

    // One transparent point.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        using HttpClient reader = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = stage.World.Site };
        var one = await PublishAsync(stage, ct);
        var own = await AddressesAsync(reader, one, ct);
        var before = await ShownAsync(reader, one, own, ct);
        if (before.Count < own.Count + 3) throw new InvalidOperationException($"before its withdrawal it was to be seen only at {string.Join(", ", before)}");

        foreach (var publisher in SiteAway.Publishers(stage))
        {
            publisher.To("intake").IsRefusing = true;
            publisher.To("intake").Cut();
        }
        stage.People.Forget("publisher");
        var reply = await stage.People.InsistAsync("publisher", HttpMethod.Post, $"/api/publications/{one.Id}/withdraw", new JsonObject { ["reason"] = "It was wrong." }, ct: ct);
        if (!reply.IsDone) throw new InvalidOperationException($"its withdrawal was answered {reply}");
        one.WithdrawnAt = stage.Journal.Now;
        var answered = Stopwatch.GetTimestamp();
        await Task.Delay(Unreachable, ct);
        var waiting = await ShownAsync(reader, one, own, ct);
        if (waiting.Count == 0) throw new InvalidOperationException("the Site was told in spite of everything");
        await HealAsync(stage);
        await UntilAsync(async () => (await ShownAsync(reader, one, own, ct)).Count == 0, "its end at every address", ct, seconds: 60);
        var took = Stopwatch.GetElapsedTime(answered);
        if (took > Promised) throw new InvalidOperationException($"it was gone everywhere only after {took.TotalSeconds:0} s");
        await stage.Acts.WithdrawPublicationAsync(one, ct);
        one.DoneAt = stage.Journal.Now;
        return $"{before.Count} addresses; still at {waiting.Count} of them while the Site could not be reached; gone {took.TotalSeconds:0.0} s after the answer";
    }

    public override Task HealAsync(Stage stage)
    {
        foreach (var publisher in SiteAway.Publishers(stage)) publisher.To("intake").Clear();
        return Task.CompletedTask;
    }

    private static async Task<Event> PublishAsync(Stage stage, CancellationToken ct)
    {
        Event one = new(stage.Journal.NextOrdinal(), "kk", []) { Photograph = await UploadAsync(stage, ct) };
        await stage.Acts.CreateAsync(one, twice: false, ct);
        await stage.Acts.SubmitAsync(one, ct);
        await stage.Acts.ApproveAsync(one, "kk", 1, ct);
        await stage.Acts.PublishedAsync(one, ct);
        return one;
    }

    private static async Task<string> UploadAsync(Stage stage, CancellationToken ct)
    {
        while (true)
        {
            ByteArrayContent photograph = new(Png) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
            var reply = await stage.People.UploadAsync("editor", photograph, ct);
            if (reply.IsDone) return (string)reply.Body["id"]!;
            if (!reply.IsPassing) throw new InvalidOperationException($"a photograph was refused: {reply}");
            await Task.Delay(200, ct);
        }
    }

    // Its page, that for programs, and its pictures in every size.
    private static async Task<IReadOnlyList<string>> AddressesAsync(HttpClient reader, Event one, CancellationToken ct)
    {
        var page = await reader.GetStringAsync(new Uri(one.Path("kk"), UriKind.Relative), ct);
        var pictures = Picture().Matches(page).Select(match => match.Value).Distinct().ToList();
        return pictures.Count > 0 ? [one.Path("kk"), one.Path("kk") + ".json", .. pictures] : throw new InvalidOperationException("its page shows no photograph");
    }

    // Where anything of it can be seen now.
    private static async Task<IReadOnlyList<string>> ShownAsync(HttpClient reader, Event one, IReadOnlyList<string> own, CancellationToken ct)
    {
        var title = Words.Title("kk", Words.MarkOf(one.Ordinal, one.Revision));
        List<string> shown = [];
        foreach (var address in own)
            if (await ReadAsync(reader, address, ct) is (HttpStatusCode.OK, _)) shown.Add(address);
        foreach (var address in Lists)
        {
            // A feed keeps the address of what was withdrawn; a sitemap has nothing but addresses.
            var trace = address.StartsWith("/sitemap", StringComparison.Ordinal) ? one.Path("kk") : title;
            if (await ReadAsync(reader, address, ct) is (HttpStatusCode.OK, var text) && text.Contains(trace, StringComparison.Ordinal)) shown.Add(address);
        }
        // A page of results repeats what was asked for; a result is a link.
        var search = $"/kk/search?q={Words.MarkOf(one.Ordinal, one.Revision)}";
        if ((await ReadAsync(reader, search, ct)).Text.Contains(one.Path("kk"), StringComparison.Ordinal)) shown.Add(search);
        return shown;
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadAsync(HttpClient reader, string address, CancellationToken ct)
    {
        using var answer = await reader.GetAsync(new Uri(address, UriKind.Relative), ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    [GeneratedRegex(@"/media/[0-9A-Za-z./_-]+")]
    private static partial Regex Picture();
}
