using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akorda.Approvals;
using Akorda.Contracts.Site;
using Akorda.Testing;
using Akorda.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Site.Tests;

/// <summary>A running Site, and the Publisher that pushes to it with texts that Review approved.</summary>
public sealed class Press : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly SigningKey Review = SigningKey.Load(ProductKeys.KeyFile("review"));
    private static readonly SigningKey Publisher = SigningKey.Load(ProductKeys.KeyFile("publisher"));
    private readonly string pictures;

    private Press(TestHost host, string pictures)
    {
        (Host, this.pictures) = (host, pictures);
        Reader = TestHost.Client(host.Site);
        Intake = TestHost.Client(host.SiteIntake);
    }

    public TestHost Host { get; private set; }
    public HttpClient Reader { get; private set; }
    public HttpClient Intake { get; private set; }

    public static async Task<Press> StartAsync(Action<Dictionary<string, string?>>? settings = null, Action<IServiceCollection>? services = null)
    {
        var pictures = Directory.CreateTempSubdirectory("akorda-pictures-").FullName;
        var host = await TestHost.StartAsync(() => [new SiteModule()], all =>
        {
            ProductKeys.Provide(all);
            all["Site:PictureFolder"] = pictures;
            settings?.Invoke(all);
        }, services);
        return new Press(host, pictures);
    }

    public async Task RestartAsync()
    {
        Host = await Host.RestartAsync();
        (Reader, Intake) = (TestHost.Client(Host.Site), TestHost.Client(Host.SiteIntake));
    }

    /// <summary>Pushes, and fails unless the Site accepts.</summary>
    public async Task<PublicationAccepted> ShowAsync(PublicationPush push)
    {
        using var answer = await PushAsync(push);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<PublicationAccepted>(Web))!;
    }

    /// <summary>Pushes as the Publisher would.</summary>
    public Task<HttpResponseMessage> PushAsync(PublicationPush push) => PushAsync(push.EventId, JsonSerializer.SerializeToUtf8Bytes(push, Web), Publisher);

    /// <summary>Pushes these bytes with a signature by this key.</summary>
    public Task<HttpResponseMessage> PushAsync(Guid eventId, byte[] body, SigningKey key, string type = "publication+jws", byte[]? signedBytes = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/publications/{eventId}") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Akorda-Signature", Jws.SignDetached(signedBytes ?? body, type, key));
        return Intake.SendAsync(request);
    }

    /// <summary>Pushes a photograph.</summary>
    public Task<HttpResponseMessage> PushMediumAsync(Guid id, byte[] bytes, string? sha256 = null, SigningKey? key = null)
    {
        sha256 ??= Convert.ToHexStringLower(SHA256.HashData(bytes));
        var request = new HttpRequestMessage(HttpMethod.Put, $"/media/{id}") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("Akorda-Media-Sha256", sha256);
        request.Headers.Add("Akorda-Signature", Jws.SignDetached(Encoding.UTF8.GetBytes($"{id:D}:{sha256}"), "media+jws", key ?? Publisher));
        return Intake.SendAsync(request);
    }

    /// <summary>A push of these documents, approved by somebody who did not write them.</summary>
    public static PublicationPush PushOf(IReadOnlyList<Document> documents, long version = 1, int revision = 1) => new()
    {
        EventId = documents[0].EventId,
        Number = documents[0].Number,
        Version = version,
        Revision = revision,
        Withdrawn = false,
        Texts = [.. documents.Select(document => TextOf(document, revision))],
    };

    /// <summary>A text with its proof.</summary>
    public static PublicText TextOf(Document document, int revision = 1, string approver = "reviewer", SigningKey? key = null) => new()
    {
        Language = document.Language,
        Slug = Slug.Of(document.Title),
        Revision = revision,
        Round = 1,
        Document = document.Write(),
        Approval = new Approval
        {
            EventId = document.EventId,
            Language = document.Language,
            Revision = revision,
            Round = 1,
            Digest = Approval.DigestOf(document.Write()),
            Writers = ["editor"],
            Approver = approver,
            ApprovedAt = DateTimeOffset.UnixEpoch,
            CarriedFrom = null,
        }.Sign(key ?? Review),
    };

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await Reader.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Reader.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(pictures, recursive: true);
    }
}

/// <summary>Documents with everything that a test does not care about.</summary>
public static class A
{
    private static long numbers = 2_895_000;

    /// <summary>One event in all three languages.</summary>
    public static IReadOnlyList<Document> Event(Func<Document, Document>? change = null)
    {
        var (id, number) = (Guid.CreateVersion7(), Interlocked.Increment(ref numbers));
        return [.. new[] { "kk", "ru", "en" }.Select(language => Text(id, number, language)).Select(change ?? (document => document))];
    }

    public static string PathOf(Document document) => PageAddress.Path(document.Language, document.Section, Slug.Of(document.Title), document.Number);

    private static Document Text(Guid id, long number, string language) => new()
    {
        Format = 1,
        EventId = id,
        Number = number,
        Language = language,
        Languages = ["en", "kk", "ru"],
        Section = "events",
        Rubric = "akorda",
        Place = null,
        OccurredOn = new DateOnly(2021, 12, 20),
        Title = language switch { "kk" => "Президент Қасым-Жомарт Тоқаев жиын өткізді", "ru" => "Президент провёл совещание", _ => "The President held a meeting" }
            + string.Create(CultureInfo.InvariantCulture, $" {number}"),
        Lead = language switch { "kk" => "Қысқаша мазмұны.", "ru" => "Краткое содержание.", _ => "In short." },
        Body = language switch
        {
            "kk" => "Жиын Ақордада өтті.\n\n> Біз алға жүреміз.\n> — Қ. Тоқаев",
            "ru" => "Совещание прошло в Акорде.\n\n> Мы идём вперёд.\n> — К. Токаев",
            _ => "The meeting took place in the Akorda.\n\n> We go forward.\n> — K. Tokayev",
        },
        Media = [],
        Topics = [],
        ReleasePolicy = "together",
        Urgency = "routine",
        EmbargoUntil = null,
        Channels = [],
        ChannelTexts = new Dictionary<string, string>(),
    };
}
