using System.Net.Http.Headers;
using System.Security.Cryptography;
using Akorda.Publisher.Releases;
using Akorda.Texts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Photographs;

/// <summary>Fetches the photographs of a post from Ingestion, in the form that its network takes. Only the bytes that were approved.</summary>
public sealed class FetchPhotographs(ServiceToken token, SiteIntake http, PublisherSettings settings, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // An event's photographs go to the same network in three languages at one time.
    private const int MostKept = 32;
    private readonly Lock gate = new();
    private readonly OrderedDictionary<(string Sha256, string? Credit, PictureLimit Limit), FittedPhotograph> kept = [];

    /// <summary>The first photographs of a document, as many as the network takes.</summary>
    /// <exception cref="HttpRequestException">Ingestion does not give them now.</exception>
    /// <exception cref="InvalidDataException">They are not the approved ones, or no pictures.</exception>
    public async Task<IReadOnlyList<FittedPhotograph>> HandleAsync(Document document, PictureLimit limit, CancellationToken ct)
    {
        List<FittedPhotograph> fitted = [];
        foreach (var medium in document.Media.Take(limit.Most))
            fitted.Add((await FitAsync(medium, limit, ct)) with { Alt = medium.Alt });
        return fitted;
    }

    private async Task<FittedPhotograph> FitAsync(DocumentMedia medium, PictureLimit limit, CancellationToken ct)
    {
        var key = (medium.Sha256, medium.Credit, limit);
        lock (gate)
        {
            if (kept.TryGetValue(key, out var known)) return known;
        }
        var fitted = FittedPhotograph.Of(medium.Id, (await FetchAsync(medium.Id, medium.Sha256, ct)).Bytes, medium.Alt, medium.Credit, limit);
        lock (gate)
        {
            kept[key] = fitted;
            if (kept.Count > MostKept) kept.RemoveAt(0);
        }
        return fitted;
    }

    /// <summary>What a channel's network holds.</summary>
    public Uploads UploadsOf(string channel) => new(db, channel);

    /// <summary>One photograph's approved bytes.</summary>
    internal async Task<(byte[] Bytes, MediaTypeHeaderValue? MediaType)> FetchAsync(Guid id, string sha256, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var fetch = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Ingestion, $"/api/media/{id}"));
        fetch.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetAsync(limit.Token));
        using var fetched = await http.Client.SendAsync(fetch, limit.Token);
        if (!fetched.IsSuccessStatusCode) throw new HttpRequestException($"Ingestion answers {(int)fetched.StatusCode}.");
        var bytes = await fetched.Content.ReadAsByteArrayAsync(limit.Token);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? (bytes, fetched.Content.Headers.ContentType) : throw new InvalidDataException("Its bytes are not the approved ones.");
    }
}
