using System.Collections.Concurrent;
using System.Net;

namespace Akorda.Faults.Workload;

/// <summary>A reader who knows every address before it exists and looks at the public site all the time, five times a second at what is under embargo. Whatever it sees must be allowed to be seen.</summary>
public sealed class Crawler(Uri site, Journal journal) : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(3);
    private static readonly string[] Languages = ["kk", "ru", "en"];

    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConcurrentDictionary<(int Ordinal, string Language), int> newest = new();
    private readonly ConcurrentDictionary<int, DateTimeOffset> firstSeen = new();
    private readonly ConcurrentDictionary<int, bool> gone = new();
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    /// <summary>Answers that were looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>When an event was first seen anywhere.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> FirstSeen => firstSeen;

    /// <summary>Begins.</summary>
    public void Start() => running = RunAsync();

    /// <summary>Ends.</summary>
    public async Task StopAsync()
    {
        await ending.CancelAsync();
        await running;
    }

    /// <summary>Looks at every address of an event once.</summary>
    /// <returns>By language: the revision that its page shows; 0 for none.</returns>
    public async Task<Dictionary<string, int>> LookAsync(Event one, CancellationToken ct)
    {
        Dictionary<string, int> shown = [];
        var newestSoFar = 0;
        foreach (var language in Languages)
        {
            var revision = await PageAsync(one, language, ct);
            shown[language] = revision ?? 0;
            // All of an event's languages change at one instant: what is looked at later cannot be older, unless all of it is gone.
            if (revision < newestSoFar && one.Languages.Contains(language) && !gone.ContainsKey(one.Ordinal))
                journal.Contradict("I4", $"{one.Path(language)} shows revision {revision} after another language showed {newestSoFar}");
            newestSoFar = Math.Max(newestSoFar, shown[language]);
        }
        return shown;
    }

    /// <summary>Looks at the lists, the feeds and the sitemap.</summary>
    public async Task LookAtListsAsync(CancellationToken ct)
    {
        foreach (var language in Languages)
            foreach (var path in (string[])[$"/{language}/", $"/{language}/feed.json", $"/{language}/feed.rss"])
                await ListAsync(path, language, ct);
        await ListAsync("/sitemap.xml", null, ct);
    }

    public void Dispose()
    {
        client.Dispose();
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            for (var round = 0; ; round++)
            {
                var waiting = journal.Events.Where(one => one.Id is not null && one.Embargo is { } until && until + Around > journal.Now).ToList();
                var others = journal.Events.Where(one => one.Id is not null).ToList();
                foreach (var one in waiting) await LookAsync(one, ending.Token);
                for (var i = 0; i < Math.Min(2, others.Count); i++) await LookAsync(others[Random.Shared.Next(others.Count)], ending.Token);
                if (waiting.Count > 0 || round % 10 == 0) await LookAtListsAsync(ending.Token);
                await Task.Delay(Round, ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    // Null: the Site is away, and shows nobody anything.
    private async Task<int?> PageAsync(Event one, string language, CancellationToken ct)
    {
        if (await GetAsync(one.Path(language), ct) is not var (status, text)) return null;
        // The page's own words; the lists beside them are looked at as such.
        var marks = Words.MarksIn(text).Where(mark => Words.Of(mark).Ordinal == one.Ordinal).ToList();
        Judge(text, language);
        if (marks.Count == 0)
        {
            if (status is HttpStatusCode.Gone) gone[one.Ordinal] = true;
            return status is HttpStatusCode.Gone or HttpStatusCode.NotFound ? 0 : null;
        }
        if (gone.ContainsKey(one.Ordinal)) journal.Contradict("I6", $"event {one.Ordinal} came back after its withdrawal");
        if (marks.Count > 1) journal.Contradict("I4", $"{one.Path(language)} mixes {string.Join(" and ", marks)}");
        foreach (var words in Words.Paragraphs(language, marks[0]).Append(Words.Title(language, marks[0])))
            if (!text.Contains(words, StringComparison.Ordinal)) journal.Contradict("I4", $"{one.Path(language)} lacks: {words}");
        var revision = Words.Of(marks[0]).Revision;
        if (newest.AddOrUpdate((one.Ordinal, language), revision, (_, before) => Math.Max(before, revision)) > revision)
            journal.Contradict("I6", $"{one.Path(language)} went back to revision {revision}");
        return revision;
    }

    private async Task ListAsync(string path, string? language, CancellationToken ct)
    {
        if (await GetAsync(path, ct) is var (_, text)) Judge(text, language);
    }

    // Received before the embargo's end is early; who approved only later cannot have approved this.
    private void Judge(string text, string? language)
    {
        var received = journal.Now;
        foreach (var mark in Words.MarksIn(text))
        {
            var (ordinal, revision) = Words.Of(mark);
            if (journal.Find(ordinal) is not { } one) continue;
            firstSeen.TryAdd(ordinal, received);
            if (one.Embargo > received) journal.Contradict("I5", $"event {ordinal} was seen {(one.Embargo - received).Value.TotalSeconds:0.0} s early");
            if (language is not null && !one.Languages.Any(each => one.ApprovedAt(each, revision) <= received))
                journal.Contradict("I3", $"revision {revision} of event {ordinal} was seen, and nobody approved it");
            if (language is not null && text.Contains(Words.Title(language, mark), StringComparison.Ordinal) && !(one.ApprovedAt(language, revision) <= received))
                journal.Contradict("I3", $"revision {revision} of event {ordinal} was seen in {language}, and nobody approved that");
        }
    }

    private async Task<(HttpStatusCode Status, string Text)?> GetAsync(string path, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
            Looks++;
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;   // the Site is away
        }
    }
}
