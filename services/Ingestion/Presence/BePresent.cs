using System.Data;
using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Presence;

/// <summary>A person has a draft open, says so every few seconds, and sees who else has.</summary>
public static class BePresent
{
    private const string Reading = "reading";
    private const string Editing = "editing";

    /// <summary>What the person does: <c>reading</c> or <c>editing</c>.</summary>
    public sealed record Request(string State);

    /// <summary>Everybody who was seen in the last minute, the caller included; who came first is first.</summary>
    public sealed record Answer(IReadOnlyList<PresentPerson> Items);

    /// <summary>Somebody who has the draft open.</summary>
    /// <param name="Since">When they came, or began to do this.</param>
    public sealed record PresentPerson(string Id, string Name, string State, DateTimeOffset Since, DateTimeOffset SeenAt);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/api/drafts/{id:guid}/presence", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("BePresent")
        .WithSummary("Say that the caller has a draft open, and read who else has")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        var faults = new Faults();
        if (request.State is not (Reading or Editing)) faults.Add("$.state", $"must be '{Reading}' or '{Editing}'");
        if (!faults.None) return Problems.Invalid(faults);
        var said = await db.ExecuteAsync(SaySql, [id, user.Person.Id, user.Person.Name, request.State], ct);
        if (said == 0) return Problems.NotFound("draft");
        return TypedResults.Ok(new Answer(await db.QueryAsync(SeenSql, [id], Read, ct)));
    }

    /// <summary>Forgets who was seen last an hour ago.</summary>
    public static Task ForgetOldAsync(NpgsqlDataSource db, CancellationToken ct) =>
        db.ExecuteAsync("delete from ingestion.presence where seen_at < now() - interval '1 hour'", [], ct);

    private static PresentPerson Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<string>("person"), row.GetFieldValue<string>("name"), row.GetFieldValue<string>("state"),
        row.GetFieldValue<DateTimeOffset>("since"), row.GetFieldValue<DateTimeOffset>("seen_at"));

    private const string SaySql =
        """
        insert into ingestion.presence as known (draft_id, person, name, state)
        select draft_id, $2, $3, $4
          from ingestion.draft
         where draft_id = $1
            on conflict (draft_id, person) do update
           set name = excluded.name,
               state = excluded.state,
               since = case when known.state = excluded.state and known.seen_at >= now() - interval '60 seconds' then known.since else now() end,
               seen_at = now()
        """;

    private const string SeenSql =
        """
        select person, name, state, since, seen_at
          from ingestion.presence
         where draft_id = $1
           and seen_at >= now() - interval '60 seconds'
         order by since, person
        """;
}
