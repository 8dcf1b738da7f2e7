using Akorda.Http;
using Akorda.Publisher.Channels;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Publisher.Releases;

/// <summary>A reviewer sees what the channels would carry of a text that is not approved yet: approving the text approves its posts. Nothing is kept.</summary>
public static class PreviewPosts
{
    /// <summary>The text in canonical form, as the review shows it.</summary>
    public sealed record Request(string Document);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/publications/preview", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("PreviewPosts")
        .WithSummary("What the channels would carry of a text")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(422);

    private static Results<Ok<ListPosts.Answer>, ProblemHttpResult> Handle(Request request, IReadOnlyList<IChannel> channels, PublisherSettings settings)
    {
        try
        {
            var document = Document.Read(request.Document);
            Uri page = new(PageAddress.Url(settings.PublicSite, document.Language, document.Section, Slug.Of(document.Title), document.Number));
            return TypedResults.Ok(new ListPosts.Answer([.. PostView.Of(document, page, [], channels)], Next: null));
        }
        catch (InvalidDataException e)
        {
            var faults = new Faults();
            faults.Add("$.document", e.Message);
            return Problems.Invalid(faults);
        }
    }
}
