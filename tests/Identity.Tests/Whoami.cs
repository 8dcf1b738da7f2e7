using System.Security.Claims;
using Akorda.Hosting;
using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Akorda.Identity.Tests;

/// <summary>Routes that ask for a token as every <c>/api</c> route does, and tell what they made of it.</summary>
internal sealed class Whoami : IServiceModule
{
    string IServiceModule.Name => "whoami";

    public void AddServices(ModuleServices module)
    {
    }

    public void MapEndpoints(ListenerRoutes routes) => routes.On(Listener.Newsroom, newsroom =>
    {
        newsroom.MapGet("/api/whoami", Tell).RequireAuthorization(Roles.Any);
        newsroom.MapGet("/api/whoami/reviewers", Tell).RequireAuthorization(Roles.Reviewer);
    });

    private static IResult Tell(CurrentUser user, ClaimsPrincipal claims) => TypedResults.Json(new
    {
        user.Person.Id,
        user.Person.Name,
        user.Languages,
        user.SignedInAt,
        Roles = claims.FindAll("role").Select(role => role.Value),
    });
}
