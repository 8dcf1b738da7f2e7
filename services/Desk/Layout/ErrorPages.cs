using Akorda.Desk.Backend;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Layout;

/// <summary>Where a person meets a problem, they meet a page in their language, not a document for programs.</summary>
internal sealed class ErrorPages(DeskSettings settings) : IProblemDetailsWriter
{
    private static readonly string[] ForPrograms = ["/api", "/connect", "/.well-known", "/health"];

    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return !ForPrograms.Any(start => request.Path.StartsWithSegments(start, StringComparison.Ordinal))
            && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var problem = context.ProblemDetails;
        var cause = http.Features.Get<IExceptionHandlerFeature>()?.Error is RefusedException refused
            ? refused.Problem
            : new Problem { Status = problem.Status ?? http.Response.StatusCode, Type = problem.Type };
        // Where no route of the Desk was found, none of its filters ran.
        if (await http.AuthenticateAsync(DeskSession.Scheme) is { Principal: { } person }) http.User = person;
        http.Response.Headers.ContentSecurityPolicy = DeskRoutes.PolicyFor(settings);
        await Show.Refused<ErrorPage>(new { Problem = cause }, cause.Status).ExecuteAsync(http);
    }
}
