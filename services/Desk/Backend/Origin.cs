using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Akorda.Desk.Backend;

/// <summary>Leads what comes to the newsroom's one origin to the service that answers it. Every right is checked there, where the data is.</summary>
public sealed class Origin(IHttpForwarder forwarder, ServiceAddresses addresses) : IDisposable
{
    // A service whose database is gone without a word may not be able to say so itself, and its client must not wait for that.
    private static readonly ForwarderRequestConfig Request = new() { ActivityTimeout = TimeSpan.FromSeconds(5) };
    private static readonly ForwarderRequestConfig LongRequest = new() { ActivityTimeout = TimeSpan.FromMinutes(5) };

    private readonly HttpMessageInvoker client = new(NewsroomConnection.Open());

    /// <summary>Maps every path that a service answers.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, service) in ServiceAddresses.Paths.Concat(ServiceAddresses.Services.Select(service => KeyValuePair.Create($"/api/{service}", service))))
        {
            var address = addresses.Of(service).GetLeftPart(UriPartial.Authority);
            // Each service bounds its own bodies; a limit here would only be a second one to forget.
            foreach (var pattern in (string[])[path, path + "/{**rest}"])
                routes.Map(pattern, context => LeadAsync(context, address)).ExcludeFromDescription().DisableRequestTimeout().WithMetadata(new DisableRequestSizeLimitAttribute());
        }
    }

    public void Dispose() => client.Dispose();

    private async Task LeadAsync(HttpContext context, string address)
    {
        var error = await forwarder.SendAsync(context, address, client, IsLong(context.Request.Path.Value!) ? LongRequest : Request, SameName.Instance);
        if (error is ForwarderError.None || context.Response.HasStarted) return;
        // Nobody answered, or not in time. The framework's status pages make the problem document.
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "5";
    }

    private static readonly string[] LongPaths = ["/api/media", "/api/drafts/import", "/api/drafts/clean"];
    private static readonly string[] LongEnds = ["/changes", "/audit/verify", "/messages/redrive"];

    // What takes longer by its nature; the services set no limit to it either.
    private static bool IsLong(string path) =>
        LongPaths.Any(start => path.StartsWith(start, StringComparison.Ordinal)) || LongEnds.Any(end => path.EndsWith(end, StringComparison.Ordinal));

    /// <summary>Passes requests on under the name that the person used, and answers as the service gave them.</summary>
    private sealed class SameName : HttpTransformer
    {
        public static readonly SameName Instance = new();

        public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string destination, CancellationToken ct)
        {
            await base.TransformRequestAsync(context, request, destination, ct);
            // Tokens and cookies are made for that name.
            request.Headers.Host = context.Request.Host.Value;
            // What a client says about its own address is worth nothing further in.
            foreach (var header in (string[])["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"]) request.Headers.Remove(header);
            if (context.Connection.RemoteIpAddress is { } client) request.Headers.TryAddWithoutValidation("X-Forwarded-For", client.ToString());
        }

        public override ValueTask<bool> TransformResponseAsync(HttpContext context, HttpResponseMessage? answer, CancellationToken ct)
        {
            // Its own headers stand alone: together with ours they would be said twice, and a page's policy would not be its own.
            if (answer is not null) context.Response.Headers.Clear();
            return base.TransformResponseAsync(context, answer, ct);
        }
    }
}
