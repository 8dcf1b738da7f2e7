using Akorda.Postgres;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>A module's outbox, inbox and failed messages in its own database.</summary>
internal sealed class PostgresStore(NpgsqlDataSource db) : IOutboxStore, IInboxStore
{
    private const string UnsentSql =
        """
        select outbox_id, message_id, type, payload, urgency, trace_parent
          from messaging.outbox
         where sent_at is null
           and (urgency <> 'routine') = $1
           and outbox_id > $2
           and created_at <= clock_timestamp() - $3
         order by outbox_id
         limit $4
        """;

    // A lost mark costs a duplicate, which the inbox absorbs; so the mark need not wait for the disk.
    private const string MarkSql =
        """
        with asynchronous as (select set_config('synchronous_commit', 'off', true))
        update messaging.outbox
           set sent_at = clock_timestamp()
          from asynchronous
         where outbox_id = any($1)
           and sent_at is null
        """;

    private const string LockEventsSql = "select pg_advisory_xact_lock(key) from unnest($1::bigint[]) as key";

    private const string ReceiveSql =
        """
        insert into messaging.inbox (consumer, message_id)
        select * from unnest($1::text[], $2::uuid[])
            on conflict do nothing
        returning consumer, message_id
        """;

    private const string RetrySql =
        """
        update messaging.failed_message
           set state = 'handled', due_at = null
         where failed_message_id = any($1)
           and state = 'waiting'
        returning failed_message_id
        """;

    private const string SendSql =
        """
        insert into messaging.outbox (message_id, type, payload, urgency, trace_parent)
        select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[], $5::text[])
        returning outbox_id, message_id
        """;

    // The message is taken over only here; another delivery of it that came first has left nothing to do.
    private const string FirstFailureSql =
        """
        with received as (
            insert into messaging.inbox (consumer, message_id) values ($2, $3) on conflict do nothing returning message_id
        )
        insert into messaging.failed_message (failed_message_id, consumer, message_id, type, payload, urgency, trace_parent, state, attempts, error, due_at)
        select $1, $2, message_id, $4, $5, $6, $7, case when $9::interval is null then 'failed' else 'waiting' end, 1, $8, clock_timestamp() + $9::interval
          from received
        """;

    private const string FurtherFailureSql =
        """
        update messaging.failed_message
           set state = case when $3::interval is null then 'failed' else 'waiting' end,
               attempts = attempts + 1,
               error = $2,
               due_at = clock_timestamp() + $3::interval,
               last_failed_at = clock_timestamp()
         where failed_message_id = $1
           and state = 'waiting'
        """;

    private const string TakeDueSql =
        """
        update messaging.failed_message
           set due_at = clock_timestamp() + interval '1 minute'
         where failed_message_id in (
                   select failed_message_id
                     from messaging.failed_message
                    where state = 'waiting'
                      and due_at <= clock_timestamp()
                    order by due_at
                    limit $1
                      for update skip locked)
        returning failed_message_id, consumer, message_id, type, payload, urgency, trace_parent, attempts
        """;

    public async Task<IReadOnlyList<OutboxRow>> ReadUnsentAsync(bool urgent, long after, TimeSpan olderThan, int limit, CancellationToken ct) =>
        await db.QueryAsync(UnsentSql, [urgent, after, olderThan, limit], row => new OutboxRow(row.GetInt64(0), ReadLetter(row)), ct);

    public Task MarkSentAsync(IReadOnlyList<long> ids, CancellationToken ct) => db.ExecuteAsync(MarkSql, [ids.ToArray()], ct);

    public async Task<IAsyncDisposable?> TryBeginScanAsync(CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct);
        if (await connection.FindAsync("select pg_try_advisory_lock(hashtext('messaging.scan'))", [], row => row.GetBoolean(0), ct)) return new Scan(connection);
        await connection.DisposeAsync();
        return null;
    }

    public async Task<IGroupTransaction> BeginAsync(IReadOnlyList<Unit> group, CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            return new GroupTransaction(connection, transaction, await ReceiveAsync(connection, group, ct));
        }
        catch
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task KeepFailureAsync(Unit unit, string error, TimeSpan? retryAfter, CancellationToken ct) => unit.FailedMessageId is { } id
        ? db.ExecuteAsync(FurtherFailureSql, [id, error, Interval(retryAfter)], ct)
        : db.ExecuteAsync(FirstFailureSql,
            [Guid.CreateVersion7(), unit.Consumer, unit.Letter.MessageId, unit.Letter.Type, unit.Letter.Payload, unit.Letter.Urgency, Text(unit.Letter.TraceParent), error, Interval(retryAfter)], ct);

    public async Task<IReadOnlyList<FailedMessage>> TakeDueAsync(int limit, CancellationToken ct) =>
        await db.QueryAsync(TakeDueSql, [limit],
            row => new FailedMessage(row.GetGuid(0), row.GetString(1), ReadLetter(row, from: 2), row.GetInt32(7)), ct);

    public Task AskAsync(CancellationToken ct) => db.ExecuteAsync("select 1", [], ct);

    /// <summary>The statement that writes outgoing messages; it answers each one's row and message id.</summary>
    public static NpgsqlBatchCommand ToSendCommand(IReadOnlyList<Letter> letters) => new Statement(SendSql,
        letters.Select(letter => letter.MessageId).ToArray(),
        letters.Select(letter => letter.Type).ToArray(),
        letters.Select(letter => letter.Payload).ToArray(),
        letters.Select(letter => letter.Urgency).ToArray(),
        letters.Select(letter => letter.TraceParent).ToArray()).ToBatchCommand();

    /// <summary>Runs the statements, writes the messages and commits, in one round trip.</summary>
    public static async Task<IReadOnlyList<OutboxRow>> CommitAsync(NpgsqlConnection connection, IReadOnlyList<Statement> statements, IReadOnlyList<Letter> letters, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (letters.Count > 0) batch.BatchCommands.Add(ToSendCommand(letters));
        foreach (var statement in statements) batch.BatchCommands.Add(statement.ToBatchCommand());
        // In a transaction that an earlier statement broke, a bare commit would roll back without a word.
        if (batch.BatchCommands.Count == 0) batch.BatchCommands.Add(new NpgsqlBatchCommand("select"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await using var row = await batch.ExecuteReaderAsync(ct);
        var byId = letters.ToDictionary(letter => letter.MessageId);
        List<OutboxRow> rows = new(letters.Count);
        if (letters.Count > 0)
            while (await row.ReadAsync(ct)) rows.Add(new OutboxRow(row.GetInt64(0), byId[row.GetGuid(1)]));
        // An error of a later statement, the commit's too, comes only to those who read up to it.
        while (await row.NextResultAsync(ct)) { }
        return rows;
    }

    private static async Task<IReadOnlyList<Unit>> ReceiveAsync(NpgsqlConnection connection, IReadOnlyList<Unit> group, CancellationToken ct)
    {
        // Everybody takes locks and writes inbox rows in the same order, or two groups could wait for each other.
        var keys = group.Where(unit => unit.EventId != Guid.Empty).Select(unit => unit.LockKey).Distinct().Order().ToArray();
        var arrived = group.Where(unit => unit.FailedMessageId is null).OrderBy(unit => unit.Letter.MessageId).ToList();
        var failed = group.Where(unit => unit.FailedMessageId is not null).Select(unit => unit.FailedMessageId!.Value).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new Statement(LockEventsSql, keys).ToBatchCommand());
        batch.BatchCommands.Add(new Statement(ReceiveSql, arrived.Select(unit => unit.Consumer).ToArray(), arrived.Select(unit => unit.Letter.MessageId).ToArray()).ToBatchCommand());
        if (failed.Length > 0) batch.BatchCommands.Add(new Statement(RetrySql, failed).ToBatchCommand());

        HashSet<(string, Guid)> received = [];
        HashSet<Guid> retried = [];
        await using (var row = await batch.ExecuteReaderAsync(ct))
        {
            await row.NextResultAsync(ct);
            while (await row.ReadAsync(ct)) received.Add((row.GetString(0), row.GetGuid(1)));
            if (await row.NextResultAsync(ct))
                while (await row.ReadAsync(ct)) retried.Add(row.GetGuid(0));
        }
        // Taken out as it is used: one message may have been delivered twice into one group.
        return [.. group.Where(unit => unit.FailedMessageId is { } id ? retried.Remove(id) : received.Remove((unit.Consumer, unit.Letter.MessageId)))];
    }

    private static Letter ReadLetter(NpgsqlDataReader row, int from = 1) => new(
        row.GetGuid(from), row.GetString(from + 1), row.GetFieldValue<byte[]>(from + 2), row.GetString(from + 3), row.IsDBNull(from + 4) ? null : row.GetString(from + 4));

    private static NpgsqlParameter Interval(TimeSpan? value) => new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Interval, Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    private sealed class GroupTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Unit> fresh) : IGroupTransaction
    {
        public IReadOnlyList<Unit> Fresh => fresh;

        public NpgsqlConnection Connection => connection;

        public Task<IReadOnlyList<OutboxRow>> CommitAsync(IReadOnlyList<Statement> statements, IReadOnlyList<Letter> letters, CancellationToken ct) =>
            PostgresStore.CommitAsync(connection, statements, letters, ct);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }

    // The lock is the session's, not a transaction's: none stays open while messages travel.
    private sealed class Scan(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.ExecuteAsync("select pg_advisory_unlock(hashtext('messaging.scan'))", [], CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // A session that is gone holds no lock.
            }
            await connection.DisposeAsync();
        }
    }
}
