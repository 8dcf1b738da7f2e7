using Akorda.Desk.Backend;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/clean: what was pasted from Word or a page, as the text can hold it.</summary>
internal static class CleanPaste
{
    private sealed record Cleaned(string Markdown);

    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/drafts/clean", Handle).WithMetadata(new InBackground { ByPerson = true });

    private static async Task<IResult> Handle(HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var cleaned = await newsroom.PostAsync<Cleaned>("/api/drafts/clean", new { html = sent["html"].ToString() }, ct);
        return cleaned.Value is { } text ? TypedResults.Text(text.Markdown, "text/plain; charset=utf-8") : TypedResults.StatusCode(cleaned.Status);
    }
}
