using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.People;

/// <summary>GET /people: who works in the newsroom, in which roles, and how they can sign in.</summary>
public static class ListPeople
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/people", Handle);

    private static async Task<IResult> Handle(string? q, string? cursor, Newsroom newsroom, CancellationToken ct)
    {
        var query = QueryString.Create(new Dictionary<string, string?> { ["q"] = q, ["cursor"] = cursor }.Where(part => !string.IsNullOrWhiteSpace(part.Value)));
        var people = (await newsroom.GetAsync<Listed<NewsroomPerson>>("/api/identity/people" + query, ct)).Required();
        return Show.Page<PeoplePage>(new { People = people, Asked = q ?? "" });
    }
}
