using System.Diagnostics;
using Akorda.Postgres;
using Akorda.Testing.Past;
using Npgsql;

namespace Akorda.Benchmarks;

/// <summary>What an event and a list cost with nothing behind them, and with a hundred thousand and a million events. <c>AKORDA_PAST</c> names other numbers, in rising order.</summary>
internal static class GrowTables
{
    private static readonly string[] Services = ["ingestion", "translation", "review", "publisher"];
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);
    private const int Looks = 100;

    // Each looks for what is rare; with a past it lies at the far end of it.
    private static readonly (string Person, string Path)[] Lists =
    [
        ("editor", "/api/drafts?status=returned&limit=20"), ("editor", "/api/drafts?status=scheduled&limit=20"), ("editor", "/api/publications?state=assembling&limit=20"),
        ("editor", "/api/deliveries?state=held&limit=20"), ("reviewer", "/api/reviews?language=ru&state=returned&limit=20"),
    ];

    private sealed record Cost(double Milliseconds, double Product, double Database, double List);

    public static async Task MeasureAsync(string repository, string folder, Table table)
    {
        await using var product = new Product(repository, folder);
        await product.StartAsync();
        Cost? empty = null;
        var written = 0;
        foreach (var past in (Environment.GetEnvironmentVariable("AKORDA_PAST") ?? "100000 1000000").Split(' ').Select(int.Parse).Prepend(0))
        {
            if (past > 0)
            {
                await product.StopAsync();
                await WriteAsync(Path.Combine(folder, "postgresql"), written + 1, past);
                await product.StartAsync();
            }
            written = past;
            var cost = await MeasureAsync(product);
            empty ??= cost;
            table.AddPlain(
                $"create + submit + approve + visible, 1 client, {past:#,0} events in the newsroom's tables",
                $"p50 {cost.Milliseconds:0.0} ms, {cost.Product:0.0} + {cost.Database:0.0} ms of processor each (product + PostgreSQL)",
                past == 0 ? "" : $"none: {empty.Milliseconds:0.0} ms, {empty.Product + empty.Database:0.0} ms", past == 0 ? "" : $"{(cost.Product + cost.Database) / (empty.Product + empty.Database):0.00}");
            table.AddPlain($"a list of what is rare, {past:#,0} events", $"p50 {cost.List:0.0} ms", past == 0 ? "" : $"none: {empty.List:0.0} ms", past == 0 ? "" : $"{cost.List / empty.List:0.00}");
        }
    }

    private static async Task<Cost> MeasureAsync(Product product)
    {
        await product.SignInAsync();
        await Clients.RunAsync(2, Warm, _ => WriteEvents.PublishAsync(product));
        var before = (Product: Programs.ProcessorTime(product.Pid), Database: Programs.ProcessorTime(product.PostmasterPid));
        var events = await Clients.RunAsync(1, Time, _ => WriteEvents.PublishAsync(product));
        var used = (Product: Programs.ProcessorTime(product.Pid) - before.Product, Database: Programs.ProcessorTime(product.PostmasterPid) - before.Database);
        List<double> looks = [];
        for (var look = 0; look < Looks; look++)
        {
            var (person, path) = Lists[look % Lists.Length];
            var begun = Stopwatch.GetTimestamp();
            await product.CallAsync(person, HttpMethod.Get, path);
            looks.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return new Cost(events.Percentile(0.5), used.Product.TotalMilliseconds / events.Milliseconds.Count, used.Database.TotalMilliseconds / events.Milliseconds.Count, looks.Order().ElementAt(Looks / 2));
    }

    // Not the Site's: it holds what it shows in memory, and what that costs is known.
    private static async Task WriteAsync(string folder, int first, int last)
    {
        await using var cluster = await PrivateCluster.StartAsync(folder, durable: true, CancellationToken.None);
        var password = (await File.ReadAllTextAsync(Path.Combine(folder, "password"))).Trim();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Services.Select(service => PastEvents.WriteAsync(
            cluster.ConnectionString(service, "postgres", password), service, first, last, done =>
            {
                if (done % 100_000 == 0) Console.Error.WriteLine($"    {service}: {done:#,0} of {last:#,0} events are written after {clock.Elapsed.TotalMinutes:0.0} min");
            })));
        await using var db = NpgsqlDataSource.Create(cluster.ConnectionString("postgres", "postgres", password));
        var size = await db.FindAsync("select sum(pg_database_size(datname))::bigint from pg_database where datname = any ($1)", [Services], row => row.GetInt64(0), CancellationToken.None);
        Console.Error.WriteLine($"    {last:#,0} events take {size / 1024.0 / 1024 / 1024:0.0} GiB, and {clock.Elapsed.TotalMinutes:0.0} minutes to write from {first:#,0} on");
    }
}
