using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Akorda.Desk.Layout;

/// <summary>How an act answers.</summary>
internal static class Show
{
    /// <summary>A page.</summary>
    public static RazorComponentResult<TPage> Page<TPage>(object parameters) where TPage : IComponent => new(parameters) { PreventStreamingRendering = true };

    /// <summary>A page that says what was wrong with what was sent, and holds all of it.</summary>
    public static RazorComponentResult<TPage> Refused<TPage>(object parameters, int status = StatusCodes.Status422UnprocessableEntity) where TPage : IComponent =>
        new(parameters) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>Another page, after an act that is done. The word says on it what was.</summary>
    public static IResult Then(string path, string? done = null) => new SeeOther(done is null ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "done=" + done);

    private sealed class SeeOther(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }
}
