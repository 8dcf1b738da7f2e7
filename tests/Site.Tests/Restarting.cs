using System.Net;
using System.Security.Cryptography;
using Akorda.Postgres;
using Akorda.Testing;
using Akorda.Texts;
using SkiaSharp;

namespace Akorda.Site.Tests;

public sealed class Restarting
{
    [Fact]
    public async Task Shows_the_same_bytes_under_the_same_tags()
    {
        await using var press = await Press.StartAsync();
        using var bitmap = new SKBitmap(600, 400);
        var (medium, bytes) = (Guid.CreateVersion7(), bitmap.Encode(SKEncodedImageFormat.Png, 80).ToArray());
        await press.PushMediumAsync(medium, bytes);
        var documents = A.Event(document => document with
        {
            Media = [new DocumentMedia { Id = medium, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), Alt = "Alt", Caption = null, Credit = null }],
        });
        await press.ShowAsync(Press.PushOf(documents));
        await press.ShowAsync(Press.PushOf([.. documents.Select(document => document with { Lead = "Corrected" })], 2, 2));
        var withdrawn = A.Event();
        await press.ShowAsync(Press.PushOf(withdrawn));
        await press.ShowAsync(Press.PushOf(withdrawn, 2) with { Withdrawn = true });
        string[] paths =
        [
            .. documents.Select(A.PathOf), A.PathOf(documents[0]) + "/print", A.PathOf(withdrawn[0]), "/kk/", "/en/events/", "/ru/events/akorda/",
            "/kk/feed.rss", "/kk/events/feed.atom", "/en/feed.json", "/sitemap.xml", "/sitemap-news.xml", $"/media/{medium}/full.jpg",
        ];
        var before = await AllAsync(press, paths);
        await press.RestartAsync();
        Assert.Equal(before, await AllAsync(press, paths));
    }

    [Fact]
    public async Task Brings_back_pictures_that_the_folder_lost()
    {
        var folder = Directory.CreateTempSubdirectory("akorda-lost-").FullName;
        await using var press = await Press.StartAsync(settings => settings["Site:PictureFolder"] = folder);
        using var bitmap = new SKBitmap(600, 400);
        var (medium, bytes) = (Guid.CreateVersion7(), bitmap.Encode(SKEncodedImageFormat.Png, 80).ToArray());
        await press.PushMediumAsync(medium, bytes);
        await press.ShowAsync(Press.PushOf(A.Event(document => document with
        {
            Media = [new DocumentMedia { Id = medium, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), Alt = "Alt", Caption = null, Credit = null }],
        })));
        Directory.Delete(folder, recursive: true);
        await press.RestartAsync();
        using var answer = await press.GetAsync($"/media/{medium}/full.jpg");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Is_not_needed_to_show_what_another_process_accepted()
    {
        await using var one = await Press.StartAsync();
        string? Setting(string key) => one.Host.Services.GetService(typeof(Microsoft.Extensions.Configuration.IConfiguration)) is Microsoft.Extensions.Configuration.IConfiguration all ? all[key] : null;
        await using var other = await Press.StartAsync(settings =>
        {
            settings["ConnectionStrings:site"] = Setting("ConnectionStrings:site");
            settings["ConnectionStrings:siteOwner"] = Setting("ConnectionStrings:siteOwner");
        });
        var documents = A.Event();
        var accepted = await one.ShowAsync(Press.PushOf(documents));
        await Eventually.TrueAsync(async () => (await other.GetAsync(A.PathOf(documents[0]))).StatusCode == HttpStatusCode.OK, "page of the other process");
        Assert.Equal(accepted, await other.ShowAsync(Press.PushOf(documents)));
    }

    [Fact]
    public async Task Of_the_database_is_nothing_that_readers_notice()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"akorda-away-{Environment.ProcessId}");
        var cluster = await PrivateCluster.StartAsync(folder, durable: false, default);
        var (data, owner) = await cluster.ProvideDatabaseAsync("site", default);
        await using var press = await Press.StartAsync(settings => (settings["ConnectionStrings:site"], settings["ConnectionStrings:siteOwner"]) = (data, owner));
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        await cluster.DisposeAsync();
        Assert.Contains(documents[0].Title, await press.ReadAsync(A.PathOf(documents[0])), StringComparison.Ordinal);
        Assert.Contains(A.PathOf(documents[0]), await press.ReadAsync("/kk/search?q=Тоқаев"), StringComparison.Ordinal);
        using var push = await press.PushAsync(Press.PushOf(A.Event()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, push.StatusCode);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<string>> AllAsync(Press press, IEnumerable<string> paths)
    {
        var all = new List<string>();
        foreach (var path in paths)
        {
            using var answer = await press.GetAsync(path);
            all.Add($"{path} {(int)answer.StatusCode} {answer.Headers.ETag} {Convert.ToHexStringLower(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync()))}");
        }
        return all;
    }
}
