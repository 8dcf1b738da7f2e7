using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Akorda.Hosting;

/// <summary>Traces, metrics and logs over OTLP; off unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
public static class Telemetry
{
    internal static void AddTelemetry(this WebApplicationBuilder builder, Listeners listeners)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeScopes = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName))
            .WithTracing(traces => traces
                .SetSampler(new ParentBasedSampler(new NoPolling()))
                .AddSource("Akorda.*")
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsTraced(listeners))
                .AddHttpClientInstrumentation()
                .AddNpgsql())
            .WithMetrics(metrics => metrics
                .AddMeter("Akorda.*", "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .WithLogging()
            .UseOtlpExporter();
    }

    // Readers are counted, not traced: they are many, and the trace of a page ends with its acceptance. The sandbox's addresses carry tokens, as the real networks' do.
    private static Func<HttpContext, bool> IsTraced(Listeners listeners)
    {
        var ports = listeners.Urls.Where(one => one.Key is Listener.Newsroom or Listener.SiteIntake).Select(one => one.Value.Port).ToHashSet();
        return context => ports.Contains(context.Connection.LocalPort) && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
    }

    /// <summary>A call that nothing caused is a loop's look at its table, many times a second: it is no trace worth keeping.</summary>
    private sealed class NoPolling : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == System.Diagnostics.ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
    }
}
