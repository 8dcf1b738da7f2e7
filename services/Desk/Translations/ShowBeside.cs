using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.Reviews;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>GET /translations/{id}/segments/{segmentId}/beside: suggestions, terms and comments of the row that a translator went to, as a piece of the page.</summary>
public static class ShowBeside
{
    public static void Map(IEndpointRouteBuilder desk) =>
        desk.MapGet("/translations/{id:guid}/segments/{segmentId}/beside", Handle).WithMetadata(new InBackground(), NoScreen.Instance);

    private static async Task<IResult> Handle(Guid id, string segmentId, HttpContext context, Newsroom newsroom, CancellationToken ct)
    {
        if ((await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Value is not { } task) return TypedResults.NotFound();
        var comments = Comment.OfAsync(newsroom, task.EventId, [task.Language, task.SourceLanguage], ct);
        if (await BesideSegment.FindAsync(task, segmentId, newsroom, ct) is not { } beside) return TypedResults.NotFound();
        return Show.Page<Beside>(new
        {
            Task = task, beside.Segment, Number = task.Segments.Index().First(each => each.Item.Id == segmentId).Index + 1, beside.Suggestions,
            Comments = await comments, IsMine = task.IsHeldBy(SignedIn.Of(context.User)),
        });
    }
}
