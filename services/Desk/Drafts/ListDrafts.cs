using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET /drafts: all drafts, newest first, by status, section and words.</summary>
public static class ListDrafts
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/drafts", Handle);

    /// <summary>What was asked for.</summary>
    public sealed record Search(string? Status, string? Section, string? Words);

    private static async Task<IResult> Handle(string? status, string? section, string? q, string? cursor, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var query = QueryString.Create(new Dictionary<string, string?> { ["status"] = status, ["section"] = section, ["q"] = q, ["cursor"] = cursor }
            .Where(part => !string.IsNullOrEmpty(part.Value)));
        var answer = await newsroom.GetAsync<Listed<Draft>>("/api/drafts" + query, ct);
        return Show.Page<DraftsPage>(new { Drafts = answer.Value ?? new Listed<Draft>([], null), answer.Problem, Search = new Search(status, section, q), Vocabulary = vocabulary });
    }
}
