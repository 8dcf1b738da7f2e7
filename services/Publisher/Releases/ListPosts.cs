using Akorda.Http;
using Akorda.Publisher.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>Whoever approved or releases an event sees exactly what each channel will carry. A language is there from its approval on.</summary>
public static class ListPosts
{
    /// <summary>The posts of an event's newest revision; there are few, so <c>next</c> is always null.</summary>
    public sealed record Answer(IReadOnlyList<PostView> Items, string? Next);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/publications/{eventId:guid}/posts", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("ListPosts")
        .WithSummary("What each channel will carry")
        .WithGroupName(PublisherModule.Key);

    private static async Task<Ok<Answer>> Handle(
        Guid eventId, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, IReadOnlyList<IChannel> channels, PublisherSettings settings, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        var texts = await PostedText.OfAsync(connection, eventId, settings.PublicSite, ct);
        return TypedResults.Ok(new Answer([.. texts.SelectMany(text => PostView.Of(text.Document, text.Page, text.Standing, channels))], Next: null));
    }
}
