using System.Text.Json;
using Akorda.Contracts.Publications;
using Akorda.Contracts.Timeline;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Publisher.Releases;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Akorda.Publisher.Deliveries;

/// <summary>The ledger of the running product.</summary>
public sealed class PostgresLedger(
    [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, [FromKeyedServices(PublisherModule.Key)] Outbox outbox, Proof proof) : ILedger
{
    public async Task<Lease?> LeaseAsync(string channel, TimeSpan length, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var fence = await connection.FindAsync(LedgerSql.Lease, [channel, length], row => row.GetInt64(0), ct);
        if (fence == 0) return null;
        await connection.ExecuteAsync(LedgerSql.Lost, [channel], ct);
        await transaction.CommitAsync(ct);
        return new Lease(channel, fence, length);
    }

    public async Task<Work?> NextAsync(Lease lease, CancellationToken ct)
    {
        while (await db.FindAsync(LedgerSql.Next, [lease.Channel, lease.Fence], Row.Read, ct) is { } row)
        {
            if (row.AwaitsLook)
            {
                await HoldAsync(row.EventId, ct);
                continue;
            }
            // Again, although it was checked when it came: the database is not the authority either.
            var (document, refusal) = proof.Check(row.EventId, row.Language, row.Revision, row.Round, row.Document, row.Approval);
            if (document is not null)
                return new Work
                {
                    Delivery = row.Delivery, EventId = row.EventId, IsSuperseded = row.IsSuperseded, Document = document, Page = row.Page,
                    Standing = row.Standing, NewestRemoteId = row.NewestRemoteId, TraceParent = row.TraceParent, Now = row.Now,
                };
            await db.ExecuteAsync(LedgerSql.Refuse, [row.Delivery.Id, $"The approval does not allow it: {refusal}."], ct);
        }
        return null;
    }

    private async Task HoldAsync(Guid eventId, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        await HoldRestored.OfEventAsync(act, eventId, ct);
        await act.CommitAsync(ct);
    }

    public async Task<bool> BeginAsync(Lease lease, Work work, Delivery attempt, CancellationToken ct) =>
        await db.ExecuteAsync(LedgerSql.Begin, [lease.Channel, work.Delivery.Change, attempt.Id, lease.Fence, lease.Length, attempt.Tries, attempt.TryingSince, attempt.LastByteAt], ct) > 0;

    public async Task<string?> ForbidsAsync(Lease lease, CancellationToken ct) =>
        await db.ExecuteAsync(LedgerSql.Renew, [lease.Channel, lease.Fence, lease.Length], ct) > 0 ? null : "The channel is paused, or another sender has it.";

    public async Task<bool> SettleAsync(Lease lease, Work work, Verdict verdict, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        act.Concerns(work.EventId);
        var after = verdict.Delivery;
        var written = await act.FindAsync(
            LedgerSql.Settle,
            [
                after.Id, work.Delivery.Change, lease.Channel, lease.Fence, after.Action, after.State, RequestOf(after), after.InDoubt, after.DueAt,
                after.TryingSince, after.Tries, after.Doubts, after.LastByteAt, after.AbsentAt, after.RemoteId, after.Url, after.PostedAt, after.Reason,
            ],
            Written.Read, ct);
        if (written is null) return false;
        await RecordAttemptAsync(act, verdict, ct);
        if (verdict.AccountWaits is { } wait) await act.ExecuteAsync(LedgerSql.Wait, [lease.Channel, wait], ct);
        if (verdict.AccountBlocked is { } blocked) await act.ExecuteAsync(LedgerSql.Pause, [lease.Channel, PublisherModule.Key, blocked], ct);
        if (verdict.Outcome is { } outcome && outcome != "unreadable")
            act.Send(
                new StepRecorded
                {
                    EventId = work.EventId, At = written.Now, Step = "delivery-attempted", Language = written.Language, Actor = null,
                    Detail = $"{lease.Channel}, {after.Action}: {outcome}",
                },
                written.Urgency);
        if (after.IsSettled)
        {
            var settled = written.ToMessage(work.EventId, after);
            act.Send(settled, written.Urgency);
            act.Then(() => PublisherTelemetry.CountSettled(settled));
            act.Record(PublisherModule.Key, $"delivery-{after.State}", after.Id.ToString(), $"{lease.Channel}, {after.Action}, {after.RemoteId}");
        }
        await act.CommitAsync(ct);
        return true;
    }

    public Task EndAsync(Lease lease, CancellationToken ct) => db.ExecuteAsync(LedgerSql.End, [lease.Channel, lease.Fence], ct);

    private static async Task RecordAttemptAsync(Act act, Verdict verdict, CancellationToken ct)
    {
        if (verdict.Outcome is null or "unreadable") return;
        var isAnswer = verdict.Outcome is not ("found" or "found-staged" or "absent" or "unknowable");
        await act.ExecuteAsync(isAnswer ? LedgerSql.EndAttempt : LedgerSql.AddSearch, [verdict.Delivery.Id, verdict.Outcome, verdict.Evidence], ct);
    }

    private static NpgsqlParameter RequestOf(Delivery delivery) => new()
    {
        Value = delivery.Request is { } request ? request.GetRawText() : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };

    private sealed record Row(
        Delivery Delivery, Guid EventId, int Revision, string Language, bool IsSuperseded, bool AwaitsLook, Uri Page, int Round, string Document, string Approval,
        Post? Standing, string? NewestRemoteId, string? TraceParent, DateTimeOffset Now)
    {
        public static Row Read(NpgsqlDataReader row) => new(
            ReadDelivery(row), row.GetGuid(row.GetOrdinal("event_id")), row.GetInt32(row.GetOrdinal("revision")), row.GetString(row.GetOrdinal("language")),
            row.GetBoolean(row.GetOrdinal("superseded")), row.GetBoolean(row.GetOrdinal("awaits_look")), new Uri(row.GetString(row.GetOrdinal("page"))), row.GetInt32(row.GetOrdinal("round")),
            row.GetString(row.GetOrdinal("document")), row.GetString(row.GetOrdinal("approval")),
            row.Nullable<DateTimeOffset>("standing_at") is { } at
                ? new Post(
                    row.NullableText("standing_id"), at, Akorda.Texts.Document.Read(row.GetString(row.GetOrdinal("standing_document"))),
                    new Uri(row.GetString(row.GetOrdinal("standing_page"))))
                : null,
            row.NullableText("newest_id"), row.NullableText("trace_parent"), row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("now")));

        private static Delivery ReadDelivery(NpgsqlDataReader row) => new()
        {
            Id = row.GetGuid(row.GetOrdinal("delivery_id")),
            Action = row.GetString(row.GetOrdinal("action")),
            State = row.GetString(row.GetOrdinal("state")),
            Request = row.NullableText("prepared") is { } json ? JsonElement.Parse(json) : null,
            InDoubt = row.GetBoolean(row.GetOrdinal("in_doubt")),
            DueAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("due_at")),
            TryingSince = row.Nullable<DateTimeOffset>("trying_since"),
            Tries = row.GetInt32(row.GetOrdinal("tries")),
            Doubts = row.GetInt32(row.GetOrdinal("doubts")),
            LastByteAt = row.Nullable<DateTimeOffset>("last_byte_at"),
            AbsentAt = row.Nullable<DateTimeOffset>("absent_at"),
            RemoteId = row.NullableText("remote_id"),
            Url = row.NullableText("url"),
            PostedAt = row.Nullable<DateTimeOffset>("posted_at"),
            Reason = row.NullableText("reason"),
            Change = row.GetInt64(row.GetOrdinal("change")),
        };
    }

    private sealed record Written(int Revision, string Language, string Destination, string Urgency, DateTimeOffset Now)
    {
        public static Written Read(NpgsqlDataReader row) => new(
            row.GetInt32(row.GetOrdinal("revision")), row.GetString(row.GetOrdinal("language")), row.GetString(row.GetOrdinal("destination")), row.GetString(row.GetOrdinal("urgency")),
            row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("now")));

        public DeliverySettled ToMessage(Guid eventId, Delivery delivery) => new()
        {
            DeliveryId = delivery.Id, EventId = eventId, Revision = Revision, Language = Language, Destination = Destination, Action = delivery.Action,
            State = delivery.State, Url = delivery.Url, Reason = delivery.Reason, SettledAt = Now,
        };
    }
}
