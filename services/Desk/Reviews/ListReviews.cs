using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Reviews;

/// <summary>GET /reviews: the texts that wait for a second person, what is urgent and what has waited longest first.</summary>
public static class ListReviews
{
    private const string Pending = "pending";

    internal static readonly IReadOnlyList<string> States = [Pending, "approved", "returned", "superseded"];

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/reviews", Handle);

    private static async Task<IResult> Handle(string? language, string? state, string? cursor, HttpContext context, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var shown = States.Contains(state) ? state! : Pending;
        var chosen = vocabulary.Languages.Contains(language) ? language : null;
        var query = "/api/reviews" + QueryString.Create(new Dictionary<string, string?> { ["language"] = chosen, ["state"] = shown, ["cursor"] = cursor }.Where(part => !string.IsNullOrEmpty(part.Value)));
        // What waits is put in line, which needs all of it; what is settled is looked up, the newest first.
        var reviews = shown == Pending
            ? (await newsroom.GetWholeAsync<Review>(query, ct)).Required() is var all ? all with { Items = Review.InLine(all.Items) } : null
            : (await newsroom.GetAsync<Listed<Review>>(query, ct)).Required();
        return Show.Page<ReviewsPage>(new { Reviews = reviews, Language = chosen, State = shown, vocabulary.Languages, Person = SignedIn.Of(context.User) });
    }
}
