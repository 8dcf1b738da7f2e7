using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Akorda.Publisher.Photographs;

namespace Akorda.Publisher.Channels.Facebook;

/// <summary>The Graph API's way of being called: the page's token in a header, never in an address, with the proof that the app's own server sends it.</summary>
internal sealed class FacebookApi(ChannelSettings settings, SingleShotSender sender)
{
    private const string Version = "v26.0";

    /// <summary>What of the credentials must never be seen.</summary>
    public static IReadOnlyList<string> SecretsOf(ChannelSettings settings) => [settings.Credentials["pageToken"], settings.Credentials["appSecret"], Proof(settings)];

    /// <summary>Sends a form that changes something.</summary>
    public async Task<Exchange> PostAsync(string path, IReadOnlyDictionary<string, string> form, Order order, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, path);
        return await sender.SendAsync(request, RequestBody.Form(WithProof(form)), order, ct);
    }

    /// <summary>Sends a form with a photograph in it.</summary>
    public async Task<Exchange> PostPhotographAsync(string path, IReadOnlyDictionary<string, string> form, FittedPhotograph photograph, Order order, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, path);
        return await sender.SendAsync(request, RequestBody.Multipart(WithProof(form), new FormFile("source", photograph.Bytes, FittedPhotograph.MediaType)), order, ct);
    }

    /// <summary>Deletes. Graph reads a deletion's parameters from the address only; what it deletes stands there too, and the same again does no harm.</summary>
    public async Task<Exchange> DeleteAsync(string path, Order order, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Delete, $"{path}?appsecret_proof={Proof(settings)}");
        return await sender.SendAsync(request, RequestBody.Empty, order, ct);
    }

    /// <summary>Reads.</summary>
    public async Task<Exchange> ReadAsync(string path, string fields, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, $"{path}?fields={Uri.EscapeDataString(fields)}&appsecret_proof={Proof(settings)}");
        return await sender.ReadAsync(request, ct);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"{settings.BaseUrl.AbsoluteUri.TrimEnd('/')}/{Version}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Credentials["pageToken"]);
        return request;
    }

    private IEnumerable<KeyValuePair<string, string>> WithProof(IReadOnlyDictionary<string, string> form) => form.Append(KeyValuePair.Create("appsecret_proof", Proof(settings)));

    private static string Proof(ChannelSettings settings) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.Credentials["appSecret"]), Encoding.UTF8.GetBytes(settings.Credentials["pageToken"])));
}
