using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Publications;

/// <summary>GET and POST /publications/{eventId}: one event's release: now, later, without a language, or taken back everywhere.</summary>
public static class ShowPublication
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/publications/{eventId:guid}", Open);
        desk.MapPost("/publications/{eventId:guid}", Act);
        desk.MapPost("/publications/{eventId:guid}/deliveries/{id:guid}", Settle);
    }

    private static Task<IResult> Open(Guid eventId, Newsroom newsroom, CancellationToken ct) => PageAsync(eventId, null, newsroom, ct);

    private static async Task<IResult> PageAsync(Guid eventId, Problem? problem, Newsroom newsroom, CancellationToken ct)
    {
        var publication = (await newsroom.GetAsync<Publication>($"/api/publications/{eventId}", ct)).Required();
        var posts = publication.State is "withdrawn" ? null : (await newsroom.GetAsync<Listed<Post>>($"/api/publications/{eventId}/posts", ct)).Value;
        var exposure = publication.State is "withdrawn" ? (await newsroom.GetAsync<Listed<Exposure>>($"/api/publications/{eventId}/exposure", ct)).Value : null;
        var draft = publication.Heading is null ? (await newsroom.GetAsync<Draft>($"/api/drafts/{eventId}", ct)).Value : null;
        var parameters = new { Publication = publication, Posts = posts?.Items ?? [], Exposures = exposure?.Items ?? [], Draft = draft, Problem = problem };
        return problem is null ? Show.Page<PublicationPage>(parameters) : Show.Refused<PublicationPage>(parameters);
    }

    private static async Task<IResult> Act(Guid eventId, HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var act = form["act"].ToString();
        var reason = form["reason"].ToString();
        object body = act switch
        {
            "release" => new { without = form["without"].OfType<string>().ToArray(), reason = reason.Length == 0 ? null : reason },
            "reschedule" => new { at = Times.FromField(form["at"]) },
            "withdraw" => new { reason },
            _ => throw new BadHttpRequestException("There is no such act."),
        };
        return await AnswerAsync(eventId, await newsroom.PostAsync<Publication>($"/api/publications/{eventId}/{act}", body, ct), "publications." + act, newsroom, ct);
    }

    private static async Task<IResult> Settle(Guid eventId, Guid id, HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var url = form["url"].ToString();
        var settled = form["act"] == "retry"
            ? await newsroom.PostAsync<Delivery>($"/api/deliveries/{id}/retry", null, ct)
            : await newsroom.PostAsync<Delivery>($"/api/deliveries/{id}/resolve", new { outcome = form["act"].ToString(), url = url.Length == 0 ? null : url }, ct);
        return await AnswerAsync(eventId, settled, "publications.settled", newsroom, ct);
    }

    private static async Task<IResult> AnswerAsync<T>(Guid eventId, Answer<T> answer, string done, Newsroom newsroom, CancellationToken ct) where T : class => answer.Problem switch
    {
        null => Show.Then($"/publications/{eventId}", done),
        { Name: "sign-in-again" } => Show.Then(SignInAgain.For($"/publications/{eventId}")),
        var problem => await PageAsync(eventId, problem, newsroom, ct),
    };
}
