using Akorda.Http;
using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>One publication with its deliveries, its pictures, and what its next release still waits for.</summary>
public static class GetPublication
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/publications/{eventId:guid}", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("GetPublication")
        .WithSummary("A publication")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(404);

    private static async Task<Results<Ok<PublicationView>, ProblemHttpResult>> Handle(
        Guid eventId, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, IReadOnlyList<IChannel> channels, PublisherSettings settings, Vocabulary vocabulary, TimeProvider clock,
        CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (await PublicationView.FindAsync(connection, eventId, ct) is not { } publication) return NotThere();
        var media = await connection.QueryAsync(
            MediaSql, [eventId, publication.Next?.Revision ?? publication.Revision],
            row => new MediaView(row.GetGuid(0), row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetString(2)), ct);
        publication = publication with { Media = media, Deliveries = [.. publication.Deliveries.Select(delivery => delivery.Judged(channels))] };
        if (await connection.FindAsync(WaitingSql, [eventId], Waiting.Read, ct) is not { } waiting) return TypedResults.Ok(publication with { Readiness = [] });

        var texts = waiting.Release.HasBegun ? [] : await PostedText.OfAsync(connection, eventId, settings.PublicSite, ct);
        var posts = texts.SelectMany(text => PostView.Of(text.Document, text.Page, text.Standing, channels)).ToList();
        var switches = await ListChannels.ReadAsync(channels, db, clock.GetUtcNow(), ct);
        return TypedResults.Ok(publication with
        {
            Readiness = Readiness.Of(waiting.Release, waiting.ReleaseAt, waiting.Approved, vocabulary.RequiredLanguages, media, posts, switches, clock.GetUtcNow()),
        });
    }

    /// <summary>404: nothing of this event has reached the Publisher.</summary>
    internal static ProblemHttpResult NotThere() => Problems.NotFound("publication");

    private sealed record Waiting(Release Release, DateTimeOffset? ReleaseAt, IReadOnlyList<string> Approved)
    {
        public static Waiting Read(NpgsqlDataReader row) => new(
            new Release
            {
                State = row.GetString(row.GetOrdinal("state")), Languages = row.GetFieldValue<string[]>(row.GetOrdinal("languages")), Without = row.GetFieldValue<string[]>(row.GetOrdinal("without")),
                Policy = row.GetString(row.GetOrdinal("policy")), EmbargoUntil = row.Nullable<DateTimeOffset>("embargo_until"), NotBefore = row.Nullable<DateTimeOffset>("not_before"),
            },
            row.Nullable<DateTimeOffset>("release_at"), row.GetFieldValue<string[]>(row.GetOrdinal("approved")));
    }

    // One that has begun still waits while languages follow it.
    private const string WaitingSql =
        """
        select r.state, r.languages, r.without, r.policy, r.embargo_until, r.not_before, r.release_at,
               array(select t.language from publisher.text t where t.event_id = r.event_id and t.revision = r.revision) as approved
          from (select *
                  from publisher.release
                 where event_id = $1
                   and state <> 'superseded'
                 order by revision desc
                 limit 1) r
         where r.state in ('assembling', 'scheduled', 'releasing')
            or r.state = 'published' and exists (
                select from unnest(r.languages) as l (language)
                 where not exists (select from publisher.text t where t.event_id = r.event_id and t.revision = r.revision and t.language = l.language))
        """;

    private const string MediaSql =
        """
        select media_id, pushed_at is not null, problem
          from publisher.media
         where media_id in (select unnest(media) from publisher.text where event_id = $1 and revision = $2)
         order by media_id
        """;
}
