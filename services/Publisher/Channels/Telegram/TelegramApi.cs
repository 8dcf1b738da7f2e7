namespace Akorda.Publisher.Channels.Telegram;

/// <summary>The Bot API's way of being called. The token stands in the path because Telegram has no other place for it; it is cut out of everything that is kept.</summary>
internal sealed class TelegramApi(ChannelSettings settings, SingleShotSender sender)
{
    /// <summary>Calls a method with its parameters.</summary>
    public async Task<Exchange> CallAsync(string method, RequestBody parameters, Order order, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.BaseUrl.AbsoluteUri.TrimEnd('/')}/bot{settings.Credentials["token"]}/{method}");
        return await sender.SendAsync(request, parameters, order, ct);
    }
}
