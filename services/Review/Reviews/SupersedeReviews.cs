using Akorda.Contracts.Drafts;
using Akorda.Messaging;
using Akorda.Postgres;

namespace Akorda.Review.Reviews;

/// <summary>A newer text, or the draft's withdrawal, ends every review that waits for an older one: nothing but the newest can be approved.</summary>
public static class SupersedeReviews
{
    /// <summary>A withdrawn draft ends all its reviews, and what still arrives of it opens none.</summary>
    public static Task<Effects> Handle(DraftWithdrawn message, Incoming incoming, CancellationToken ct) => Task.FromResult(new Effects()
        .Run(WithdrawSql, message.EventId, message.Revision)
        .Run(EndWithdrawnSql, message.EventId, message.Revision));

    /// <summary>What a new text of this revision and round ends: lower revisions in all languages, and lower rounds in its own.</summary>
    public static Statement Below(Guid eventId, string language, int revision, int round) => new(EndLowerSql, eventId, language, revision, round);

    private const string WithdrawSql =
        """
        insert into review.withdrawal (event_id, revision)
        values ($1, $2)
        on conflict (event_id) do update set revision = greatest(withdrawal.revision, excluded.revision)
        """;

    private const string EndWithdrawnSql =
        """
        update review.review
           set state = 'superseded'
         where event_id = $1
           and state = 'pending'
           and revision <= $2
        """;

    private const string EndLowerSql =
        """
        update review.review
           set state = 'superseded'
         where event_id = $1
           and state = 'pending'
           and (revision < $3 or (language = $2 and (revision, round) < ($3, $4)))
        """;
}
