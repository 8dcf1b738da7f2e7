using Akorda.Http;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Ingestion.Drafts;

/// <summary>An editor pastes what was written elsewhere and gets it as a body can hold it.</summary>
public static class CleanText
{
    /// <summary>HTML as a clipboard holds it.</summary>
    public sealed record Request(string Html);

    /// <summary>The same words within the Markdown profile.</summary>
    public sealed record Answer(string Markdown);

    // Two megabytes of the worst HTML take seconds, and an answer that was begun must not be cut off.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/drafts/clean", Handle)
        .RequireAuthorization(Roles.Editor)
        .WithName("CleanText")
        .WithSummary("Turn pasted HTML into Markdown that a body may hold")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(400).ProducesProblem(413)
        .WithRequestTimeout(Longest);

    private static Ok<Answer> Handle(Request request) => TypedResults.Ok(new Answer(MarkdownFromHtml.Convert(request.Html)));
}
