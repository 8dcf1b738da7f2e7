namespace Akorda.Publisher.Channels.Vk;

/// <summary>VK's API (dev.vk.com): every method a form, the token in it, and errors with the status 200.</summary>
internal sealed class VkApi(ChannelSettings settings, SingleShotSender sender)
{
    private const string Version = "5.199";

    /// <summary>Calls a method that changes something.</summary>
    public async Task<Exchange> CallAsync(string method, IReadOnlyDictionary<string, string> parameters, Order order, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(method));
        return await sender.SendAsync(request, WithToken(parameters), order, ct);
    }

    /// <summary>Sends a photograph where VK asked for it.</summary>
    public async Task<Exchange> UploadAsync(Uri address, FormFile photograph, Order order, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        return await sender.SendAsync(request, RequestBody.Multipart([], photograph), order, ct);
    }

    /// <summary>Calls a method that only reads. A form too: what stands in an address is logged on the way.</summary>
    public async Task<Exchange> ReadAsync(string method, IReadOnlyDictionary<string, string> parameters, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(method));
        var body = WithToken(parameters);
        request.Content = new ByteArrayContent(body.Bytes) { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(body.MediaType!) } };   // a form has one
        return await sender.ReadAsync(request, ct);
    }

    private string AddressOf(string method) => $"{settings.BaseUrl.AbsoluteUri.TrimEnd('/')}/method/{method}";

    private RequestBody WithToken(IReadOnlyDictionary<string, string> parameters) =>
        RequestBody.Form(parameters.Append(KeyValuePair.Create("v", Version)).Append(KeyValuePair.Create("access_token", settings.Credentials["token"])));
}
