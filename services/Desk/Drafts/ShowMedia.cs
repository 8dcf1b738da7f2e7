using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET /media/{id}: a photograph's bytes, with the rights of who looks.</summary>
public static class ShowMedia
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/media/{id:guid}", Handle).WithMetadata(NoScreen.Instance);

    private static async Task<IResult> Handle(Guid id, Newsroom newsroom, HttpContext context, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/media/{id}");
        var response = await newsroom.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        context.Response.RegisterForDispose(response);
        return response.IsSuccessStatusCode
            ? TypedResults.Stream(await response.Content.ReadAsStreamAsync(ct), response.Content.Headers.ContentType?.MediaType)
            : TypedResults.StatusCode((int)response.StatusCode);
    }
}
