using Akorda.Contracts;
using Akorda.Contracts.Publications;
using Akorda.Contracts.Site;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Publisher.Deliveries;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>What the Site's answer means here: texts are public, their deliveries are planned, and the others are told; all in one transaction.</summary>
public sealed class RecordShown([FromKeyedServices(PublisherModule.Key)] Outbox outbox, PlanDeliveries deliveries, DeliveryWakes wakes, Pushes pushes)
{
    /// <summary>Records that the Site shows a push. No token: what readers have seen is recorded although this process is stopping.</summary>
    /// <param name="pages">The canonical addresses, by language.</param>
    public async Task RecordAsync(PublicationPush push, IReadOnlyDictionary<string, string> pages, PublicationAccepted accepted)
    {
        await using var act = await outbox.BeginAsync(CancellationToken.None);
        await act.LockEventAsync(push.EventId, CancellationToken.None);
        // The Site is ahead of this database (it was restored from a copy): go past it, or it would ignore us for ever.
        if (accepted.Version > push.Version && await act.ExecuteAsync(CatchUpSql, [push.EventId, accepted.Version], CancellationToken.None) > 0)
        {
            await act.CommitAsync(CancellationToken.None);
            pushes.Add(push.EventId);
            return;
        }
        var shown = await act.FindAsync(ShownSql, [push.EventId, push.Version], Shown.Read, CancellationToken.None);
        if (shown is null) return;
        var channels = await PublishAsync(act, push, pages, shown.Urgency, accepted.VisibleAt);
        if (shown.Withdrawal is { } withdrawal && withdrawal.Version <= push.Version && withdrawal.Version > shown.Before)
            await WithdrawAsync(act, push, shown.Urgency, withdrawal, accepted.VisibleAt);
        await act.CommitAsync(CancellationToken.None);
        if (push.Withdrawn) wakes.SetAll();
        else wakes.Set(channels);
    }

    // Answers the channels that have something to post.
    private async Task<IEnumerable<string>> PublishAsync(Act act, PublicationPush push, IReadOnlyDictionary<string, string> pages, string urgency, DateTimeOffset visibleAt)
    {
        var texts = await act.QueryAsync(TextsSql, [push.EventId, push.Version, visibleAt], ShownText.Read, CancellationToken.None);
        if (texts.Count == 0) return [];
        foreach (var dueAt in await act.QueryAsync(ReleasesSql, [push.EventId, push.Version, visibleAt], row => row.Nullable<DateTimeOffset>("due_at"), CancellationToken.None))
            if (dueAt is { } due) act.Then(() => PublisherTelemetry.RecordLateness(visibleAt - due));
        if (push.Withdrawn) return [];
        // Of two revisions that came to the Site in one push, readers saw the newer one only, and only it is posted.
        var seen = texts.Where(text => push.Texts.Any(pushed => pushed.Language == text.Language && pushed.Revision == text.Revision)).ToList();
        await deliveries.PlanAsync(
            act, push.EventId, urgency, [.. seen.Select(text => new PlanDeliveries.Shown(text.Language, text.Revision, text.Channels, pages[text.Language]))], visibleAt);
        foreach (var release in seen.GroupBy(text => text.Revision))
        {
            act.Record(PublisherModule.Key, "release-published", push.EventId.ToString(), $"revision {release.Key}: {string.Join(", ", release.Select(text => text.Language).Order(StringComparer.Ordinal))}");
            act.Send(
                new ReleasePublished
                {
                    EventId = push.EventId, Number = push.Number, Revision = release.Key, ReleasedAt = visibleAt,
                    Texts = [.. release.Select(text => new ReleasedText { Language = text.Language, Url = pages[text.Language] })],
                },
                urgency);
        }
        return seen.SelectMany(text => text.Channels).Distinct();
    }

    private static async Task WithdrawAsync(Act act, PublicationPush push, string urgency, Withdrawal withdrawal, DateTimeOffset visibleAt)
    {
        await act.ExecuteAsync(WithdrawnSql, [push.EventId], CancellationToken.None);
        await PlanDeliveries.PlanWithdrawalAsync(act, push.EventId, urgency, visibleAt);
        act.Send(
            new ReleaseWithdrawn { EventId = push.EventId, Revision = push.Revision, Reason = withdrawal.Reason, WithdrawnBy = withdrawal.By, WithdrawnAt = visibleAt },
            urgency);
    }

    private sealed record Shown(string Urgency, long Before, Withdrawal? Withdrawal)
    {
        public static Shown Read(NpgsqlDataReader row) => new(
            row.GetString(row.GetOrdinal("urgency")), row.GetInt64(row.GetOrdinal("before")),
            row.Nullable<long>("withdrawal_version") is { } version
                ? new Withdrawal(
                    version, row.GetString(row.GetOrdinal("withdrawal_reason")),
                    new Person(row.GetString(row.GetOrdinal("withdrawn_by")), row.GetString(row.GetOrdinal("withdrawn_by_name"))))
                : null);
    }

    private sealed record Withdrawal(long Version, string Reason, Person By);

    private sealed record ShownText(string Language, int Revision, IReadOnlyList<string> Channels)
    {
        public static ShownText Read(NpgsqlDataReader row) => new(
            row.GetString(row.GetOrdinal("language")), row.GetInt32(row.GetOrdinal("revision")), row.GetFieldValue<string[]>(row.GetOrdinal("channels")));
    }

    private const string CatchUpSql = "update publisher.publication set version = $2 + 1 where event_id = $1 and version < $2";

    private const string ShownSql =
        """
        update publisher.publication p
           set shown_version = $2
          from publisher.publication o
         where o.event_id = p.event_id
           and p.event_id = $1
           and p.shown_version < $2
        returning p.urgency, o.shown_version as before, p.withdrawal_version, p.withdrawal_reason, p.withdrawn_by, p.withdrawn_by_name
        """;

    private const string TextsSql =
        """
        update publisher.text
           set shown_at = $3
         where event_id = $1
           and release_version <= $2
           and shown_at is null
        returning language, revision, channels
        """;

    private const string ReleasesSql =
        """
        update publisher.release r
           set state = 'published',
               released_at = coalesce(released_at, $3)
         where event_id = $1
           and state = 'releasing'
           and not exists (
            select from publisher.text t
             where t.event_id = r.event_id
               and t.revision = r.revision
               and t.release_version > $2)
        returning case when released_at = $3 then release_at end as due_at
        """;

    private const string WithdrawnSql = "update publisher.release set state = 'withdrawn' where event_id = $1 and state in ('assembling', 'scheduled', 'releasing', 'published')";
}
