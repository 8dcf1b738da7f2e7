using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Akorda.Hosting;

/// <summary>Refuses a body that says it is larger than its route takes, in a way that the sender gets to read.</summary>
internal static class LargeBodies
{
    private const long MostDrained = 64 * 1024 * 1024;

    // Kestrel would answer and close while the body is still on its way, and most clients then see a broken connection instead of 413.
    public static async Task Refuse(HttpContext context, RequestDelegate next)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false, MaxRequestBodySize: { } most } && context.Request.ContentLength is <= MostDrained and var length && length > most)
        {
            limit.MaxRequestBodySize = null;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }
        await next(context);
    }
}
