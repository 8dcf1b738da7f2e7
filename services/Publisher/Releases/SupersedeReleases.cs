using Akorda.Contracts.Drafts;
using Akorda.Messaging;
using Akorda.Texts;

namespace Akorda.Publisher.Releases;

/// <summary>A submitted revision ends every unreleased release of a lower one, and opens its own.</summary>
public static class SupersedeReleases
{
    /// <summary>Consumes a submission. It opens nothing but an empty release: only approvals fill one.</summary>
    public static Task<Effects> Handle(DraftSubmitted message, Incoming incoming, CancellationToken ct)
    {
        var languages = message.Targets.Select(target => target.Language).Append(message.Language).Order(StringComparer.Ordinal).ToArray();
        return Task.FromResult(new Effects()
            .Run(PublicationSql, message.EventId, message.Number, message.Urgency, message.Revision)
            .Run(Sql, message.EventId, message.Revision)
            .Run(ReleaseSql, message.EventId, message.Revision, languages, PolicyOf(message.Document)));
    }

    private static string PolicyOf(string document)
    {
        try
        {
            return Document.Read(document).ReleasePolicy;
        }
        catch (InvalidDataException)
        {
            // Nothing hangs on it: the first approved document decides.
            return Release.Empty.Policy;
        }
    }

    private const string PublicationSql =
        """
        insert into publisher.publication as p (event_id, number, urgency, submitted_revision)
        values ($1, $2, $3, $4)
        on conflict (event_id) do update
           set submitted_revision = greatest(p.submitted_revision, excluded.submitted_revision)
        """;

    /// <summary>Supersedes what is not on its way out yet. A release that has begun is public: it is corrected, not superseded.</summary>
    internal const string Sql =
        """
        update publisher.release
           set state = 'superseded'
         where event_id = $1
           and revision < $2
           and state in ('assembling', 'scheduled')
        """;

    private const string ReleaseSql =
        """
        insert into publisher.release (event_id, revision, state, languages, policy)
        select event_id, $2, 'assembling', $3, $4
          from publisher.publication
         where event_id = $1
           and submitted_revision = $2
           and dropped_revision < $2
           and withdrawal_version is null
        on conflict do nothing
        """;
}
