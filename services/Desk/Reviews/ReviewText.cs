using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Reviews;

/// <summary>GET and POST /reviews/{id}, and its page as readers will see it: a second person reads a text beside its source, and approves exactly it or sends it back with a reason.</summary>
public static class ReviewText
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/reviews/{id:guid}", (Guid id, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct) => ShowAsync(id, null, null, newsroom, vocabulary, ct));
        desk.MapGet("/reviews/{id:guid}/page", Page).WithMetadata(NoScreen.Instance);
        desk.MapPost("/reviews/{id:guid}", Act);
    }

    private static async Task<IResult> Page(Guid id, Newsroom newsroom, CancellationToken ct) =>
        ReadersPage.Of(Document.Read((await newsroom.GetAsync<Review>($"/api/reviews/{id}", ct)).Required().Document ?? ""));

    private static async Task<IResult> Act(Guid id, HttpRequest request, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var act = form["act"].ToString();
        switch (act)
        {
            case "approve":
                // The digest of what stood on the page, not of what stands there now.
                var approved = await newsroom.PostAsync<Review>($"/api/reviews/{id}/approve", new { digest = form["digest"].ToString() }, ct);
                return approved.Problem is { } refused ? await ShowAsync(id, refused, form, newsroom, vocabulary, ct) : Show.Then("/reviews", "reviews.approved");
            case "return":
                var returned = await newsroom.PostAsync<Review>(
                    $"/api/reviews/{id}/return", new { comment = form["comment"].ToString().ReplaceLineEndings("\n"), segments = form["segments"].OfType<string>().ToArray() }, ct);
                return returned.Problem is { } wrong ? await ShowAsync(id, wrong, form, newsroom, vocabulary, ct) : Show.Then("/reviews", "reviews.returned");
        }
        // Enter on a tick box sends the form with no act: the page is shown again with all that it holds.
        if (!Comment.IsAct(act)) return await ShowAsync(id, null, form, newsroom, vocabulary, ct);
        var review = (await newsroom.GetAsync<Review>($"/api/reviews/{id}", ct)).Required();
        var segment = act.Split(':')[0] == "resolve" ? null : act.Split(':')[1];
        var said = await Comment.ActAsync(act, form["said." + segment].ToString(), review.EventId, review.Language, review.SourceLanguage, newsroom, ct);
        // What else was typed or ticked must not be lost by it; where there is nothing, reloading the page says nothing twice.
        var holdsMore = form["segments"].Count > 0 || form.Any(field => (field.Key == "comment" || field.Key.StartsWith("said.", StringComparison.Ordinal) && field.Key != "said." + segment) && !string.IsNullOrWhiteSpace(field.Value));
        return said is null && !holdsMore ? Show.Then($"/reviews/{id}{(segment is null ? "" : "#s-" + segment)}") : await ShowAsync(id, said, form, newsroom, vocabulary, ct, said is null ? segment : null);
    }

    private static async Task<IResult> ShowAsync(Guid id, Problem? problem, IFormCollection? typed, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct, string? said = null)
    {
        var review = (await newsroom.GetAsync<Review>($"/api/reviews/{id}", ct)).Required();
        var comments = Comment.OfAsync(newsroom, review.EventId, [review.Language, review.SourceLanguage], ct);
        var posts = newsroom.PostAsync<Listed<Post>>("/api/publications/preview", new { document = review.Document }, ct);
        var parameters = new
        {
            Review = review, Document = Document.Read(review.Document ?? ""), Comments = await comments, Posts = await posts, Vocabulary = vocabulary, Problem = problem, Typed = typed, Said = said,
        };
        return problem is null ? Show.Page<ReviewPage>(parameters) : Show.Refused<ReviewPage>(parameters);
    }
}
