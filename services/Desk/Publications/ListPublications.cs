using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Publications;

/// <summary>GET /publications: the release board. Every event, language and destination is a cell.</summary>
public static class ListPublications
{
    internal static readonly IReadOnlyList<string> States = ["assembling", "scheduled", "releasing", "published", "withdrawn"];

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/publications", Handle);

    private static async Task<IResult> Handle(string? state, string? cursor, Newsroom newsroom, CancellationToken ct)
    {
        var shown = States.Contains(state) ? state : null;
        var query = QueryString.Create(new Dictionary<string, string?> { ["state"] = shown, ["cursor"] = cursor, ["limit"] = "20" }.Where(part => !string.IsNullOrEmpty(part.Value)));
        var publications = (await newsroom.GetAsync<Listed<Publication>>("/api/publications" + query, ct)).Required();
        return Show.Page<PublicationsPage>(new { Publications = publications, Drafts = await UntitledAsync(publications.Items, newsroom, ct), State = shown });
    }

    /// <summary>The drafts of those that have no approved title yet.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, Draft>> UntitledAsync(IEnumerable<Publication> publications, Newsroom newsroom, CancellationToken ct) =>
        (await Task.WhenAll(publications.Where(publication => publication.Heading is null).Select(publication => newsroom.GetAsync<Draft>($"/api/drafts/{publication.EventId}", ct))))
            .Select(answer => answer.Value).OfType<Draft>().ToDictionary(draft => draft.Id);
}
