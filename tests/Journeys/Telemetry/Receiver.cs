using System.Net;
using System.Text;
using Akorda.Testing;

namespace Akorda.Journeys.Telemetry;

/// <summary>Receives OTLP over HTTP and protobuf, as a collector would, and keeps all of it.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;
    private readonly List<Span> spans = [];
    private readonly List<Metric> metrics = [];
    private readonly List<LogRecord> logs = [];
    private readonly List<byte[]> bodies = [];

    public Receiver()
    {
        Endpoint = $"http://127.0.0.1:{TestHost.FreePort()}/";
        listener.Prefixes.Add(Endpoint);
        listener.Start();
        serving = ServeAsync();
    }

    public string Endpoint { get; }

    /// <summary>What makes a program send here, and soon.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    public IReadOnlyList<Span> Spans => Read(spans);

    public IReadOnlyList<Metric> Metrics => Read(metrics);

    public IReadOnlyList<LogRecord> Logs => Read(logs);

    /// <summary>True when these characters came in any form of telemetry.</summary>
    public bool Heard(string text) => Read(bodies).Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try { context = await listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
            using MemoryStream body = new();
            await context.Request.InputStream.CopyToAsync(body);
            Keep(context.Request.Url!.AbsolutePath, body.ToArray());   // a request that was read has an address
            context.Response.Close();
        }
    }

    private void Keep(string path, byte[] body)
    {
        var resources = new Protobuf(body).All(1).ToList();
        lock (bodies)
        {
            bodies.Add(body);
            foreach (var resource in resources)
            {
                var service = resource.One(1).Attributes(1).GetValueOrDefault("service.name", "");
                foreach (var scope in resource.All(2))
                {
                    if (path == "/v1/traces") spans.AddRange(scope.All(2).Select(span => Span.Read(service, span)));
                    if (path == "/v1/metrics") metrics.AddRange(scope.All(2).SelectMany(metric => Metric.Read(service, metric)));
                    if (path == "/v1/logs") logs.AddRange(scope.All(2).Select(record => LogRecord.Read(service, scope.One(1).Text(1), record)));
                }
            }
        }
    }

    private List<T> Read<T>(List<T> list)
    {
        lock (bodies) return [.. list];
    }
}

/// <summary>A span as it was exported.</summary>
/// <param name="Parent">Empty for the first of a trace.</param>
/// <param name="Links">Trace and span, as <c>trace-span</c>.</param>
public sealed record Span(string Service, string TraceId, string Id, string Parent, string Name, int Kind, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links)
{
    /// <summary>As a link names it.</summary>
    public string Key => $"{TraceId}-{Id}";

    public string? EventId => Attributes.GetValueOrDefault("akorda.event.id");

    internal static Span Read(string service, Protobuf span) => new(
        service, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6), span.Attributes(9), [.. span.All(13).Select(link => $"{link.Hex(1)}-{link.Hex(2)}")]);
}

/// <summary>One point of a metric.</summary>
/// <param name="Value">Of a histogram its sum.</param>
/// <param name="Count">Of a histogram how many; of anything else 1.</param>
public sealed record Metric(string Service, string Name, string Description, string Unit, string Kind, IReadOnlyDictionary<string, string> Attributes, double Value, long Count)
{
    private const int Histogram = 9;

    internal static IEnumerable<Metric> Read(string service, Protobuf metric)
    {
        foreach (var (field, kind) in ((int, string)[])[(5, "gauge"), (7, metric.One(7).Number(3) == 1 ? "counter" : "gauge"), (Histogram, "histogram")])
        {
            foreach (var point in metric.One(field).All(1))
            {
                yield return new Metric(
                    service, metric.Text(1), metric.Text(2), metric.Text(3), kind, point.Attributes(field == Histogram ? 9 : 7),
                    field == Histogram ? point.Double(5) : point.Has(6) ? (long)point.Number(6) : point.Double(4),
                    field == Histogram ? (long)point.Number(4) : 1);
            }
        }
    }
}

/// <summary>A log record as it was exported.</summary>
public sealed record LogRecord(string Service, string Category, string Severity, string Body, IReadOnlyDictionary<string, string> Attributes, string TraceId)
{
    internal static LogRecord Read(string service, string category, Protobuf record) =>
        new(service, category, record.Text(3), record.One(5).AnyValue(), record.Attributes(6), record.Hex(9));
}
