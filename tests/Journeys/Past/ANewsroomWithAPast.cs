using System.Text.Json.Nodes;
using Akorda.Postgres;
using Akorda.Testing.Past;
using Npgsql;

namespace Akorda.Journeys.Past;

/// <summary>Ten thousand events lie behind the newsroom, and its people go on working. No statement may read its way through them: what does so here takes seconds when there are a million.</summary>
public sealed class ANewsroomWithAPast
{
    private const int Events = 10_000;
    private const int EventsOfTheSite = 500;   // more than any statement may read, and it renders them all at its start
    private const int MostRows = 400;
    private const int MostTitles = 5_000;
    private const int PagesOfALook = 80;   // twenty events at once are looked for in as many ways through the index
    private const int PagesOfARow = 6;

    // Few rows, whatever the newsroom writes.
    private static readonly string[] StaySmall =
    [
        "public.migration", "public.restore", "ingestion.channels_announced", "ingestion.working_copy", "ingestion.presence", "translation.term", "publisher.channel", "publisher.pause", "publisher.credential",
        "identity.seeding", "identity.person", "identity.oauth_application",
    ];

    // Reads everything once, at the Site's start, because it serves everything from memory.
    private const string SitesStart = "select p.event_id, p.number, p.version, p.withdrawn, p.visible_at, p.first_visible_at as event_first_visible_at";

    [Fact]
    public async Task Finds_what_it_needs_by_indexes()
    {
        await using var product = new Product(TwoSections());
        var folder = Path.Combine(product.Settings["AKORDA_DATA"], "postgresql");
        await product.StartAsync();
        await product.Process.StopAsync();
        await WriteThePastAsync(folder);
        await product.StartAsync();
        await WorkAsync(product.Newsroom);
        await product.Process.StopAsync();

        var scans = ServerPlans.Read(Path.Combine(folder, "postgresql.log")).ToList();
        Assert.Contains(scans, scan => scan.Table == "ingestion.draft");
        var walks = scans
            .Where(scan => !scan.Table.StartsWith("pg_catalog.", StringComparison.Ordinal))
            .Where(scan => !(scan.Statement.StartsWith(SitesStart, StringComparison.Ordinal) && !scan.Statement.Contains("where", StringComparison.Ordinal)))
            .Where(scan => scan.Rows > (LooksForWords(scan) ? MostTitles : MostRows) || (scan.Kind == "Seq Scan" && !StaySmall.Contains(scan.Table)) || WalksThroughItsIndex(scan))
            .DistinctBy(scan => (scan.Statement, scan.Table));
        Assert.True(!walks.Any(), string.Join("\n\n", walks));
        await product.StartAsync();
    }

    // What an index passes by is counted nowhere as a row. A function that is asked about each row reads tables of its own, and its pages count here.
    private static bool WalksThroughItsIndex(ServerPlans.Scan scan) =>
        scan.Pages > PagesOfALook + PagesOfARow * (scan.Rows + scan.Loops) && !scan.Statement.Contains("publisher.awaits_look(", StringComparison.Ordinal);

    private static bool LooksForWords(ServerPlans.Scan scan) =>
        scan.Table == "ingestion.draft" && (scan.Statement.Contains("ilike", StringComparison.Ordinal) || scan.Statement.Contains("offset", StringComparison.Ordinal));

    private static async Task WriteThePastAsync(string folder)
    {
        await using var cluster = await PrivateCluster.StartAsync(folder, durable: true, CancellationToken.None);
        var password = (await File.ReadAllTextAsync(Path.Combine(folder, "password"))).Trim();
        foreach (var service in (string[])["ingestion", "translation", "review", "publisher", "site"])
            await PastEvents.WriteAsync(cluster.ConnectionString(service, "postgres", password), service, 1, service == "site" ? EventsOfTheSite : Events);
        await using var admin = await NpgsqlDataSource.Create(cluster.ConnectionString("postgres", "postgres", password) + ";Pooling=false").OpenConnectionAsync();
        foreach (var setting in ServerPlans.Settings) await admin.ExecuteAsync(setting, [], CancellationToken.None);
    }

    private static async Task WorkAsync(Newsroom newsroom)
    {
        var corrected = await newsroom.SubmitAsync(Sample.Draft());
        await newsroom.TranslateAsync(corrected, "ru", Sample.Into("ru"));
        await newsroom.TranslateAsync(corrected, "en", Sample.Into("en"));
        await newsroom.ReturnAsync(corrected, "ru", "Заголовок неточен.");
        await newsroom.TranslateAsync(corrected, "ru", Sample.Into("ru"), state: "returned");
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(corrected, language);
        await newsroom.DeliveredAsync(corrected);
        var revised = Sample.Draft();
        revised["topics"] = new JsonArray("foreign-policy");
        await newsroom.ReviseAsync(corrected, revised);
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(corrected, language, revision: 2);
        await newsroom.PublicationAsync(corrected, publication => (int)publication["revision"]! == 2 && (string?)publication["state"] == "published", "is corrected");
        await newsroom.CallAsync("publisher", HttpMethod.Post, $"/api/publications/{corrected}/withdraw", new JsonObject { ["reason"] = "Қате" });

        var embargoed = Sample.Draft();
        embargoed["embargoUntil"] = TimeProvider.System.GetUtcNow().AddDays(1).ToString("O");
        embargoed["targetLanguages"] = new JsonArray();
        var scheduled = await newsroom.SubmitAsync(embargoed);
        await newsroom.ApproveAsync(scheduled, "kk");
        await newsroom.PublicationAsync(scheduled, publication => (string?)publication["state"] == "scheduled", "is scheduled");
        await newsroom.CallAsync("publisher", HttpMethod.Post, $"/api/publications/{scheduled}/reschedule", new JsonObject { ["at"] = TimeProvider.System.GetUtcNow().AddDays(2).ToString("O") });
        await newsroom.CallAsync("editor", HttpMethod.Post, $"/api/drafts/{scheduled}/withdraw", new JsonObject { ["reason"] = "Болмады" });
        await newsroom.CallAsync("publisher", HttpMethod.Post, "/api/channels/pause", new JsonObject { ["reason"] = "Тексеру" });
        await newsroom.CallAsync("publisher", HttpMethod.Post, "/api/channels/resume", new JsonObject());
        foreach (var (who, path) in Lists(corrected))
            if ((await newsroom.CallAsync(who, HttpMethod.Get, path))["next"] is { } next) await newsroom.CallAsync(who, HttpMethod.Get, $"{path}&cursor={next}");
    }

    private static IEnumerable<(string Who, string Path)> Lists(Guid id)
    {
        foreach (var status in (string[])["draft", "submitted", "inTranslation", "inReview", "returned", "approved", "scheduled", "published", "withdrawn"])
        {
            yield return ("editor", $"/api/drafts?status={status}&limit=20");
            yield return ("editor", $"/api/drafts?status={status}&section=events&limit=20");
        }
        yield return ("editor", "/api/drafts?limit=20");
        foreach (var section in (string[])["events", "speeches"]) yield return ("editor", $"/api/drafts?section={section}&limit=20");
        foreach (var words in (string[])["елшілермен", "жоқ сөз", "10017"]) yield return ("editor", $"/api/drafts?limit=20&q={Uri.EscapeDataString(words)}");
        foreach (var part in (string[])["", "/timeline", "/revisions", "/revisions/1"]) yield return ("editor", $"/api/drafts/{id}{part}");

        foreach (var language in (string[])["", "kk", "ru", "en"])
        {
            foreach (var state in (string[])["", "queued", "claimed", "completed", "returned", "superseded"])
                yield return ("chief", $"/api/translations?limit=20{With("language", language)}{With("state", state)}");
            foreach (var state in (string[])["", "pending", "approved", "returned", "superseded"])
                yield return ("chief", $"/api/reviews?limit=20{With("language", language)}{With("state", state)}");
        }
        foreach (var state in (string[])["", "assembling", "scheduled", "releasing", "published", "withdrawn"]) yield return ("publisher", $"/api/publications?limit=20{With("state", state)}");
        foreach (var destination in (string[])["", "site", "telegram-ru", "facebook-kk", "none"])
            foreach (var state in (string[])["", "planned", "prepared", "attempting", "delivered", "retrying", "uncertain", "rejected", "held", "skipped", "withdrawn"])
                yield return ("publisher", $"/api/deliveries?limit=20{With("destination", destination)}{With("state", state)}");
        yield return ("publisher", $"/api/deliveries?limit=20&event={id}");
        yield return ("publisher", "/api/channels");
        foreach (var part in (string[])["", "/posts", "/exposure"]) yield return ("publisher", $"/api/publications/{id}{part}");
        yield return ("publisher", $"/api/publications?limit=20&from={Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddDays(-1).ToString("O"))}&to={Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddDays(60).ToString("O"))}");
        yield return ("editor", $"/api/comments/{id}?limit=20");

        foreach (var service in (string[])["ingestion", "translation", "review", "publisher"])
        {
            yield return ("administrator", $"/api/{service}/audit/head");
            foreach (var of in (string[])["", $"&event={id}", $"&subject={id}"]) yield return ("administrator", $"/api/{service}/audit?limit=20{of}");
            yield return ("administrator", $"/api/{service}/figures");
            yield return ("administrator", $"/api/{service}/failed-messages/groups");
            foreach (var state in (string[])["failed", "waiting", "handled", "archived"]) yield return ("administrator", $"/api/{service}/failed-messages?limit=20&state={state}");
        }
    }

    // The second one is in use by nobody: what looks for it has the longest way of all.
    private static Dictionary<string, string> TwoSections()
    {
        Dictionary<string, string> settings = [];
        foreach (var (number, section) in ((string[])["events", "speeches"]).Index())
        {
            foreach (var named in (string[])["", "__Rubrics__0"])
            {
                settings[$"Vocabulary__Sections__{number}{named}__Id"] = named.Length == 0 ? section : "akorda";
                foreach (var language in (string[])["kk", "ru", "en"]) settings[$"Vocabulary__Sections__{number}{named}__Names__{language}"] = section;
            }
        }
        return settings;
    }

    private static string With(string name, string value) => value.Length == 0 ? "" : $"&{name}={value}";
}
