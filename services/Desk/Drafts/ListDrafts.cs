using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET /drafts: all drafts, newest first, by status, section and words.</summary>
public static class ListDrafts
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/drafts", Handle);

    /// <summary>What was asked for.</summary>
    public sealed record Search(string? Status, string? Section, string? Words)
    {
        /// <summary>Whether anything was.</summary>
        public bool IsNarrow => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Section) || !string.IsNullOrWhiteSpace(Words);
    }

    private static async Task<IResult> Handle(string? status, string? section, string? q, string? cursor, HttpContext http, [AsParameters] Around around, CancellationToken ct)
    {
        var query = QueryString.Create(new Dictionary<string, string?> { ["status"] = status, ["section"] = section, ["q"] = q, ["cursor"] = cursor }
            .Where(part => !string.IsNullOrEmpty(part.Value)));
        var unfinished = SignedIn.Of(http.User) is { IsEditor: true } ? around.Newsroom.GetAsync<WorkingCopy>(Editing.ApiOf(null) + "/working-copy", ct) : null;
        var answer = await around.Newsroom.GetAsync<Listed<Draft>>("/api/drafts" + query, ct);
        return Show.Page<DraftsPage>(new
        {
            Drafts = answer.Value ?? new Listed<Draft>([], null), answer.Problem, Search = new Search(status, section, q), Vocabulary = around.Vocabulary, IsFirst = cursor is null,
            Unfinished = unfinished is null ? null : (await unfinished).Value,
        });
    }
}
