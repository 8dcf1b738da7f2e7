using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Reviews;

/// <summary>GET and POST /reviews/{id}: a second person reads a text beside its source, and approves exactly it or sends it back with a reason.</summary>
public static class ReviewText
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/reviews/{id:guid}", Open);
        desk.MapPost("/reviews/{id:guid}", Act);
    }

    private static async Task<IResult> Open(Guid id, Newsroom newsroom, CancellationToken ct) =>
        Show.Page<ReviewPage>(new { Review = (await newsroom.GetAsync<Review>($"/api/reviews/{id}", ct)).Required() });

    private static async Task<IResult> Act(Guid id, HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var approve = form["act"] == "approve";
        var settled = approve
            // The digest of what stood on the page, not of what stands there now.
            ? await newsroom.PostAsync<Review>($"/api/reviews/{id}/approve", new { digest = form["digest"].ToString() }, ct)
            : await newsroom.PostAsync<Review>($"/api/reviews/{id}/return", new { comment = form["comment"].ToString(), segments = form["segments"].OfType<string>().ToArray() }, ct);
        if (settled.Problem is not { } problem) return Show.Then("/reviews", approve ? "reviews.approved" : "reviews.returned");
        var review = (await newsroom.GetAsync<Review>($"/api/reviews/{id}", ct)).Required();
        return Show.Refused<ReviewPage>(new { Review = review, Problem = problem, Comment = form["comment"].ToString() });
    }
}
