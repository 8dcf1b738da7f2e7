using Akorda.Contracts.Drafts;
using Akorda.Messaging;

namespace Akorda.Publisher.Releases;

/// <summary>A submitted revision ends every unreleased release of a lower one, and opens its own.</summary>
public static class SupersedeReleases
{
    /// <summary>Consumes a submission. It opens nothing but an empty release: only approvals fill one.</summary>
    public static Task<Effects> Handle(DraftSubmitted message, Incoming incoming, CancellationToken ct)
    {
        var languages = message.Targets.Select(target => target.Language).Append(message.Language).Order(StringComparer.Ordinal);
        var effects = new Effects();
        if (message.Revision > 1) effects.Run(Sql, message.EventId, message.Revision);
        return Task.FromResult(effects.RunRow(OpenSql, message.EventId, message.Revision, message.Number, message.Urgency, string.Join(',', languages)));
    }

    /// <summary>Supersedes what is not on its way out yet. A release that has begun is public: it is corrected, not superseded.</summary>
    internal const string Sql =
        """
        update publisher.release
           set state = 'superseded'
         where event_id = $1
           and revision < $2
           and state in ('assembling', 'scheduled')
        """;

    // The policy is nobody's word yet: the first approved document brings it.
    private const string OpenSql =
        """
        with asked as (
            select *
              from unnest($1::uuid[], $2::int[], $3::bigint[], $4::text[], $5::text[]) as m (event_id, revision, number, urgency, languages)),
        publication as (
            insert into publisher.publication as p (event_id, number, urgency, submitted_revision)
            select event_id, number, urgency, revision
              from asked
            on conflict (event_id) do update
               set submitted_revision = greatest(p.submitted_revision, excluded.submitted_revision)
            returning event_id, submitted_revision, dropped_revision, withdrawal_version)
        insert into publisher.release (event_id, revision, state, languages, policy)
        select event_id, revision, 'assembling', string_to_array(languages, ','), 'together'
          from asked
          join publication using (event_id)
         where submitted_revision = revision
           and dropped_revision < revision
           and withdrawal_version is null
        on conflict do nothing
        """;
}
