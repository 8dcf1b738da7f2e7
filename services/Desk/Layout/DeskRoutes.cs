using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Desk.Layout;

/// <summary>What holds for every route of the Desk: a session, no forged posts, and a policy under which nothing but our own script runs.</summary>
internal static class DeskRoutes
{
    // A browser holds a form's redirects to this policy too, so an authority elsewhere stands in it.
    internal static string PolicyFor(DeskSettings settings) =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
        + $"form-action 'self' {settings.Authority.GetLeftPart(UriPartial.Authority)}; frame-ancestors 'self'; base-uri 'self'";

    /// <summary>The group that every route of the Desk stands in.</summary>
    public static RouteGroupBuilder MapDesk(this IEndpointRouteBuilder newsroom)
    {
        var policy = PolicyFor(newsroom.ServiceProvider.GetRequiredService<DeskSettings>());
        var desk = newsroom.MapGroup("").RequireAuthorization(CodeFlow.Policy).ExcludeFromDescription()
            // The filter below does it for every post, whatever the handler binds.
            .DisableAntiforgery();
        desk.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = policy;
            return next(context);
        });
        desk.AddEndpointFilter(RefuseForgedPosts);
        return desk;
    }

    private static async ValueTask<object?> RefuseForgedPosts(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return await next(context);
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await next(context)
            : TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, type: Http.Problems.TypePrefix + "stale-form");
    }
}

/// <summary>Marks a GET route that answers no page of its own: a file, a stream, a step on the way to another page.</summary>
public sealed class NoScreen
{
    public static readonly NoScreen Instance = new();
}
