using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Publications;

/// <summary>GET and POST /channels: the kill switch, for one channel and for all.</summary>
public static class SwitchChannels
{
    private const string Path = "/channels";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Path, Open);
        desk.MapPost(Path, Act);
    }

    private static Task<IResult> Open(Newsroom newsroom, CancellationToken ct) => PageAsync(null, newsroom, ct);

    private static async Task<IResult> PageAsync(Problem? problem, Newsroom newsroom, CancellationToken ct)
    {
        var channels = (await newsroom.GetAsync<ChannelList>("/api/channels", ct)).Required();
        var parameters = new { Channels = channels, Problem = problem };
        return problem is null ? Show.Page<ChannelsPage>(parameters) : Show.Refused<ChannelsPage>(parameters);
    }

    private static async Task<IResult> Act(HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        // pause, pause/telegram-kk, resume, resume/telegram-kk
        if (form["act"].ToString().Split('/') is not [("pause" or "resume") and var act, .. var channel]) throw new BadHttpRequestException("There is no such act.");
        var path = channel is [var id] ? $"{Uri.EscapeDataString(id)}/{act}" : act;
        var switched = await newsroom.PostAsync<object>("/api/channels/" + path, null, ct);
        return switched.Problem switch
        {
            null => Show.Then(Path, "publications." + act),
            { Name: "sign-in-again" } => Show.Then(SignInAgain.For(Path)),
            var problem => await PageAsync(problem, newsroom, ct),
        };
    }
}
