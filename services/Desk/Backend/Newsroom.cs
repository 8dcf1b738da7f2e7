using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Backend;

/// <summary>The services' API, as the person of this request calls it: with their token, so that every right is checked where the data is.</summary>
public sealed class Newsroom(NewsroomConnection connection, IHttpContextAccessor request)
{
    /// <summary>How the services write.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads.</summary>
    public Task<Answer<T>> GetAsync<T>(string path, CancellationToken ct) where T : class => SendAsync<T>(HttpMethod.Get, path, null, null, ct);

    /// <summary>Does something, with a body where the act has one.</summary>
    public Task<Answer<T>> PostAsync<T>(string path, object? body, CancellationToken ct) where T : class => SendAsync<T>(HttpMethod.Post, path, body, null, ct);

    /// <summary>Creates something once, however often it is sent under the same key.</summary>
    public Task<Answer<T>> CreateAsync<T>(string path, object body, string key, CancellationToken ct) where T : class => SendAsync<T>(HttpMethod.Post, path, body, ("Idempotency-Key", key), ct);

    /// <summary>One call.</summary>
    public Task<Answer<T>> SendAsync<T>(HttpMethod method, string path, object? body, string? ifMatch, CancellationToken ct) where T : class => SendAsync<T>(method, path, body, ("If-Match", ifMatch), ct);

    private async Task<Answer<T>> SendAsync<T>(HttpMethod method, string path, object? body, (string Name, string? Value) header, CancellationToken ct) where T : class
    {
        using var message = new HttpRequestMessage(method, path) { Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body, options: Json) };
        if (header.Value is { } value) message.Headers.TryAddWithoutValidation(header.Name, value);
        try
        {
            using var response = await SendAsync(message, HttpCompletionOption.ResponseContentRead, ct);
            var etag = response.Headers.ETag?.ToString();
            if (response.IsSuccessStatusCode)
                return new Answer<T>((int)response.StatusCode, response.Content.Headers.ContentLength == 0 ? null : await response.Content.ReadFromJsonAsync<T>(Json, ct), null, etag);
            var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await response.Content.ReadFromJsonAsync<Problem>(Json, ct) : null;
            return new Answer<T>((int)response.StatusCode, null, problem ?? new Problem { Status = (int)response.StatusCode }, etag);
        }
        catch (HttpRequestException)
        {
            return Away<T>();
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return Away<T>();
        }
    }

    /// <summary>One call whose answer is passed on as it comes.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, HttpCompletionOption completion, CancellationToken ct)
    {
        var context = request.HttpContext ?? throw new InvalidOperationException("There is no request whose person could call.");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await context.GetTokenAsync(DeskSession.Scheme, DeskSession.AccessToken));
        return await connection.SendAsync(message, completion, ct);
    }

    private static Answer<T> Away<T>() where T : class => new(503, null, new Problem { Status = 503, Title = "A service does not answer" }, null);
}
