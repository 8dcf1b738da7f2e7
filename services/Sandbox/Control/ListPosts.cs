using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Sandbox.Control;

/// <summary>Everything that happened, for a judge who believes neither the clients nor their ledger.</summary>
public static class ListPosts
{
    /// <summary>Every change of every post, and the newest calls.</summary>
    public sealed record Answer(IReadOnlyList<Change> Changes, IReadOnlyList<LoggedCall> Calls);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/control/posts", Handle).WithName("ListPosts").WithSummary("What happened on the networks");

    private static Ok<Answer> Handle(Journal journal, CallLog log, string? network) => TypedResults.Ok(new Answer(
        [.. journal.Changes.Where(change => network is null || change.Post.Network == network)],
        [.. log.All.Where(call => network is null || call.Network == network)]));
}
