using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Glossary;

/// <summary>GET /glossary: the office's terms, or those that hold some words.</summary>
public static class ListTerms
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/glossary", Handle);

    private static async Task<IResult> Handle(string? q, string? cursor, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var query = QueryString.Create(new Dictionary<string, string?> { ["q"] = q, ["cursor"] = cursor }.Where(part => !string.IsNullOrWhiteSpace(part.Value)));
        var terms = (await newsroom.GetAsync<Listed<Term>>("/api/glossary" + query, ct)).Required();
        return Show.Page<GlossaryPage>(new { Terms = terms, Asked = q ?? "", vocabulary.Languages });
    }
}
