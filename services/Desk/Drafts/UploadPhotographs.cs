using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/photographs: photographs that were dropped, pasted or chosen; answers the part of the form that describes them.</summary>
internal static class UploadPhotographs
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/drafts/photographs", Handle)
        .WithMetadata(new InBackground { ByPerson = true }, new RequestSizeLimitAttribute(EditDraft.MostBytes))
        .WithRequestTimeout(TimeSpan.FromMinutes(5));

    private static async Task<IResult> Handle(HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var slot = int.TryParse(sent["slot"], out var first) ? first : 0;
        var added = new List<(int, DraftPhotograph)>();
        Problem? problem = null;
        foreach (var file in sent.Files.Where(file => file.Length > 0))
        {
            (var photograph, problem) = await FormActs.UploadAsync(file, newsroom, ct);
            if (photograph is null) break;
            added.Add((slot++, photograph));
        }
        // Those that came before a refused one are kept.
        return Show.Page<AddedPhotographs>(new { Photographs = added, Language = sent["language"].ToString(), Problem = problem });
    }
}
