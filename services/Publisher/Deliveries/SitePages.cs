namespace Akorda.Publisher.Deliveries;

/// <summary>Asks the Site for a page as a reader would, before a channel links to it.</summary>
public sealed class SitePages(PublisherSettings settings) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly HttpClient client = new(new ConnectionFailures(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })) { Timeout = Limit };

    /// <summary>True when the page of this canonical address answers 200, at the address where the Site is reached from here.</summary>
    public async Task<bool> AnswersAsync(Uri page, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(settings.Site, page.PathAndQuery), HttpCompletionOption.ResponseHeadersRead, ct);
            return answer.StatusCode == System.Net.HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => client.Dispose();
}
