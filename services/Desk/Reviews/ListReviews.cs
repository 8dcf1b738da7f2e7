using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Reviews;

/// <summary>GET /reviews: the texts that wait for a second person.</summary>
public static class ListReviews
{
    internal static readonly IReadOnlyList<string> States = ["pending", "approved", "returned", "superseded"];

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/reviews", Handle);

    private static async Task<IResult> Handle(string? language, string? state, string? cursor, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var shown = States.Contains(state) ? state! : States[0];
        var chosen = vocabulary.Languages.Contains(language) ? language : null;
        var query = QueryString.Create(new Dictionary<string, string?> { ["language"] = chosen, ["state"] = shown, ["cursor"] = cursor }.Where(part => !string.IsNullOrEmpty(part.Value)));
        var answer = await newsroom.GetAsync<Listed<Review>>("/api/reviews" + query, ct);
        return Show.Page<ReviewsPage>(new { Reviews = answer.Required(), Language = chosen, State = shown, Languages = vocabulary.Languages });
    }
}
