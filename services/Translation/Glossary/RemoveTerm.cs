using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Translation.Glossary;

/// <summary>A translator removes a term; removing it again finds nothing.</summary>
public static class RemoveTerm
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/api/glossary/{id:guid}", Handle)
        .RequireAuthorization(Roles.Translator)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(RemoveTerm))
        .WithSummary("Remove a term from the glossary");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, CurrentUser user, [FromKeyedServices(TranslationModule.Key)] Outbox outbox, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        var source = await act.FindAsync("delete from translation.term where term_id = $1 returning source", [id], row => row.GetString(0), ct);
        if (source is null) return Problems.NotFound("term");
        act.Record(user.Person.Id, "term-removed", id.ToString(), source);
        await act.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
