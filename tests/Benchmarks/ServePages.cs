using System.Diagnostics;
using Akorda.Testing;

namespace Akorda.Benchmarks;

/// <summary>Reading: one page under load, beside nginx that serves the same bytes from a file made before.</summary>
internal static class ServePages
{
    private const int Seconds = 8;
    private const double Goal = 0.9;

    // Written by each server itself.
    private static readonly HashSet<string> Own = ["Date", "Server", "Connection", "Transfer-Encoding", "ETag", "Vary", "Accept-Ranges"];

    private sealed record Load(double PerSecond, double MicrosecondsOfProcessor);

    public static async Task MeasureAsync(Product product, string folder, Table table)
    {
        var one = await Event.CreateAsync(product);
        await one.SubmitAndApproveAsync();
        var page = await one.UntilVisibleAsync();
        var (nginx, url) = await StartNginxAsync(product, page, Path.Combine(folder, "nginx"));
        Load limit, site, busy;
        double published;
        try
        {
            await LoadAsync(new Uri(product.SiteUrl, page), product.Pid, seconds: 3);
            limit = await LoadAsync(url, nginx.Id, Seconds);
            site = await LoadAsync(new Uri(product.SiteUrl, page), product.Pid, Seconds);
            (busy, published) = await WhilePublishingAsync(product, page);
        }
        finally
        {
            await Programs.RunAsync("kill", ["-TERM", $"{nginx.Id}"]);
            await nginx.WaitForExitAsync();
            nginx.Dispose();
        }
        table.AddRate("page requests from memory, 64 connections", site.PerSecond, "nginx, same bytes", limit.PerSecond, Goal);
        table.AddPlain("processor time of a page request", $"{site.MicrosecondsOfProcessor:0.0} µs", $"nginx: {limit.MicrosecondsOfProcessor:0.0} µs", $"{limit.MicrosecondsOfProcessor / site.MicrosecondsOfProcessor:0.00}");
        table.AddPlain($"page requests while publishing goes on ({published:0} events per second)", $"{busy.PerSecond:#,0} per second", $"nginx, idle: {limit.PerSecond:#,0}", $"{busy.PerSecond / limit.PerSecond:0.00}");
    }

    private static async Task<(Load, double)> WhilePublishingAsync(Product product, string page)
    {
        var publishing = Clients.RunAsync(2, TimeSpan.FromSeconds(Seconds), _ => WriteEvents.PublishAsync(product));
        var load = await LoadAsync(new Uri(product.SiteUrl, page), product.Pid, Seconds);
        return (load, (await publishing).PerSecond);
    }

    private static async Task<Load> LoadAsync(Uri url, int pid, int seconds)
    {
        var before = Programs.ProcessorTime(pid);
        var output = await Programs.RunAsync("wrk", ["--threads", "1", "--connections", "64", "--duration", $"{seconds}s", "--header", "Accept-Encoding: gzip", url.AbsoluteUri]);
        var used = Programs.ProcessorTime(pid) - before;
        if (output.Contains("Non-2xx", StringComparison.Ordinal)) throw new InvalidOperationException($"{url} answers errors under load: {output}");
        var requests = double.Parse(output.Split('\n').First(line => line.Contains(" requests in ", StringComparison.Ordinal)).Trim().Split(' ')[0]);
        var rate = double.Parse(output.Split('\n').First(line => line.StartsWith("Requests/sec:", StringComparison.Ordinal)).Split(':')[1]);
        return new Load(rate, used.TotalMicroseconds / requests);
    }

    // The same body, packed by the product itself, and the same headers.
    private static async Task<(Process, Uri)> StartNginxAsync(Product product, string page, string folder)
    {
        Directory.CreateDirectory(folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var packed = await product.Site.SendAsync(request);
        await File.WriteAllBytesAsync(Path.Combine(folder, "page.html.gz"), await packed.Content.ReadAsByteArrayAsync());
        await File.WriteAllBytesAsync(Path.Combine(folder, "page.html"), await product.Site.GetByteArrayAsync(page));
        var headers = packed.Headers.Where(header => !Own.Contains(header.Key))
            .Select(header => $"add_header {header.Key} \"{string.Join(", ", header.Value).Replace("\"", "\\\"", StringComparison.Ordinal)}\";");
        var port = TestHost.FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"),
            $$"""
            daemon off;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes auto;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
                types { text/html html; }
                charset utf-8;
                gzip_static on;
                gzip_vary on;
                open_file_cache max=100;
                keepalive_requests 1000000000;
                server {
                    listen 127.0.0.1:{{port}};
                    root {{folder}};
                    server_tokens off;
                    {{string.Join("\n        ", headers)}}
                }
            }
            """);
        var nginx = Process.Start(new ProcessStartInfo("nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")])) ?? throw new InvalidOperationException("nginx does not start.");
        var url = new Uri($"http://127.0.0.1:{port}/page.html");
        await Eventually.TrueAsync(async () =>
        {
            try { return (await product.Site.GetAsync(url)).IsSuccessStatusCode; }
            catch (HttpRequestException) { return false; }
        }, "nginx that answers");
        return (nginx, url);
    }
}
