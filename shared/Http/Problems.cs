using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Akorda.Http;

/// <summary>The problem documents (RFC 9457) that more than one service answers with. The last part of <c>type</c> is the stable short name of the API's description.</summary>
public static class Problems
{
    /// <summary>What every <c>type</c> begins with.</summary>
    public const string TypePrefix = "https://akorda.example/problems/";

    /// <summary>A problem of its own kind.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="name">The stable short name, such as <c>task-held</c>.</param>
    /// <param name="title">What is wrong, the same for every occurrence.</param>
    /// <param name="detail">What is wrong this time, in a sentence for a person.</param>
    public static ProblemHttpResult Of(int status, string name, string title, string? detail = null) =>
        TypedResults.Problem(new ProblemDetails { Status = status, Type = TypePrefix + name, Title = title, Detail = detail });

    /// <summary>422: a member's value breaks a rule; <c>errors</c> is keyed by JSON path, and <c>codes</c> says the same to programs.</summary>
    public static ProblemHttpResult Invalid(Faults faults)
    {
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Type = TypePrefix + "invalid",
            Title = "Some members are not valid",
        };
        problem.Extensions["errors"] = faults.ByPath;
        problem.Extensions["codes"] = faults.Codes;
        return TypedResults.Problem(problem);
    }

    /// <summary>404: nothing of this id is here.</summary>
    public static ProblemHttpResult NotFound(string what) => Of(404, "not-found", "Not found", $"There is no such {what}.");

    /// <summary>400: a value of the query string cannot be used.</summary>
    public static ProblemHttpResult BadQuery(string name, string rule) => Of(400, "bad-query", "A query value cannot be used", $"'{name}' {rule}.");

    /// <summary>428: the request must say, with <c>If-Match</c>, which state it changes.</summary>
    public static ProblemHttpResult PreconditionRequired() =>
        Of(428, "precondition-required", "If-Match is required", "Send the ETag that you last read in If-Match.");

    /// <summary>412: somebody changed it meanwhile.</summary>
    public static ProblemHttpResult Stale() =>
        Of(412, "stale", "It has changed since you read it", "Read it again; If-Match holds an older ETag.");

    /// <summary>401: the act needs a fresh sign-in.</summary>
    public static ProblemHttpResult SignInAgain() =>
        Of(401, "sign-in-again", "Sign in again", "This act needs a sign-in of the last five minutes.");

    /// <summary>422: the same idempotency key came with another body.</summary>
    public static ProblemHttpResult KeyReused() =>
        Of(422, "idempotency-key-reused", "The idempotency key was used with another body");
}
