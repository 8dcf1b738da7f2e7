using System.Buffers.Binary;
using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>An administrator reads who did what and when: of one thing, of everything that belongs to an event, or from the beginning.</summary>
internal sealed class ListAudit(IServiceModule module)
{
    /// <summary>An act.</summary>
    /// <param name="Actor">The person's id, or the name of the service that acted by itself.</param>
    /// <param name="Action">What was done, in the form <c>draft-submitted</c>.</param>
    /// <param name="Subject">What it was done to.</param>
    public sealed record ActView(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string? Detail);

    public void Map(IEndpointRouteBuilder routes) => routes
        .MapGet($"/api/{module.Name}/audit", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName($"ListAuditOf-{module.Name}")
        .WithSummary("Who did what and when, the oldest first")
        .WithGroupName(module.Name)
        .ProducesProblem(400);

    private async Task<Results<Ok<Page<ActView>>, ProblemHttpResult>> Handle(HttpRequest request, string? subject, string? @event, IServiceProvider services, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem!;   // one of the two is there
        Guid eventId = default;
        if (@event is not null && !Guid.TryParse(@event, out eventId)) return Problems.BadQuery("event", "must be the id of an event");
        if (@event is not null && subject is not null) return Problems.BadQuery("event", "does not stand beside 'subject'");

        var db = services.GetRequiredKeyedService<NpgsqlDataSource>(module.Name);
        var filter = new Filter().And("act_id >", paging.After is { } after ? IdOf(after) : null);
        var subjects = @event is null ? subject is null ? null : (string[])[subject] : await SubjectsOfAsync(db, eventId, ct);
        var where = subjects is null ? filter.ToString() : $"{filter} and subject = any ({filter.Parameter(subjects)})";
        var rows = await db.QueryAsync($"select act_id, at, actor, act, subject, detail from audit.act where {where} order by act_id limit {filter.Parameter(paging.Limit + 1)}", filter.Args, Read, ct);
        return TypedResults.Ok(paging.PageOf(rows, row => KeyOf(row.Id)));
    }

    private async Task<string[]> SubjectsOfAsync(NpgsqlDataSource db, Guid eventId, CancellationToken ct) =>
        [eventId.ToString(), .. module.AuditSubjectsSql is { } sql ? await db.QueryAsync(sql, [eventId], row => row.GetString(0), ct) : []];

    private static ActView Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5));

    // Cursors hold UUIDs; an act's number fits into one.
    private static Guid KeyOf(long id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], id);
        return new Guid(bytes, bigEndian: true);
    }

    private static long IdOf(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
