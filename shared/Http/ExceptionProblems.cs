using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Http;

/// <summary>The last handler: a request that cannot be read is the caller's 4xx, a database that is away is 503, and anything else is 500 without a word of its cause.</summary>
public sealed class ExceptionProblems(IProblemDetailsService problems, ILogger<ExceptionProblems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken ct)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = 499;
            return true;
        }
        var problem = ProblemOf(exception);
        if (problem.Status == 500) log.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
        if (problem.Status == 503)
        {
            log.LogWarning("The database does not answer: {Reason}", exception.Message);
            context.Response.Headers.RetryAfter = "2";
        }
        context.Response.StatusCode = problem.Status ?? 500;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }

    private static ProblemDetails ProblemOf(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: 413 } => Problem(413, "too-large", "The body is too large"),
        BadHttpRequestException { StatusCode: 415 } => Problem(415, "unsupported-media-type", "The body is not of a type that is read here"),
        BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
        BadHttpRequestException bad => Problem(bad.StatusCode, "malformed", "The request cannot be read"),
        JsonException json => Malformed(json),
        _ when DatabaseIsAway(exception) => Problem(503, "unavailable", "Try again in a moment", "The database does not answer. Ask again in the same way: it is done once."),
        _ => Problem(500, "internal", "Something went wrong here"),
    };

    private static ProblemDetails Malformed(JsonException json)
    {
        var problem = Problem(400, "malformed", "The body is not the JSON that is read here");
        // Where, in the reader's own words: they name members and types, never values of ours.
        problem.Extensions["errors"] = new Dictionary<string, string[]> { [json.Path is { Length: > 0 } path ? path : "$"] = [Rule(json)] };
        return problem;
    }

    private static string Rule(JsonException json) => json.Message.Split(" Path: ")[0];

    private static ProblemDetails Problem(int status, string name, string title, string? detail = null) =>
        new() { Status = status, Type = Problems.TypePrefix + name, Title = title, Detail = detail };

    /// <summary>True for what another try may well survive: no connection, a server that restarts, a wait that took too long.</summary>
    public static bool DatabaseIsAway(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is "57P01" or "57P02" or "57P03" or "25006" or "57014",
        NpgsqlException => true,
        TimeoutException { Source: "Npgsql" } => true,
        { InnerException: { } inner } => DatabaseIsAway(inner),
        _ => false,
    };
}
