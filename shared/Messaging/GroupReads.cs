using Akorda.Postgres;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>
/// Lets the consumers of a group read together. Each runs until it waits for a query; then all waiting queries go to the database in one round trip.
/// Only one consumer runs at any moment, so none of them knows of the others.
/// </summary>
internal sealed class GroupReads(NpgsqlConnection connection)
{
    private readonly Lock gate = new();
    private readonly List<Consumer> consumers = [];
    private List<IRead> waiting = [];

    /// <summary>Adds a consumer; its reads go through what it is given.</summary>
    public void Add(Func<Consumer, Task> run) => consumers.Add(new Consumer(this, run));

    /// <summary>Runs every consumer to its end.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        List<IRead> round = [];
        try
        {
            foreach (var consumer in consumers) await consumer.StartAsync();
            while ((round = TakeWaiting()).Count > 0)
            {
                await ReadAsync(round, ct);
                foreach (var read in round) await read.AnswerAsync();
            }
        }
        finally
        {
            // After a failure others still wait; nobody else would ever wake them.
            foreach (var read in round.Concat(TakeWaiting())) read.GiveUp();
        }
    }

    private async Task ReadAsync(IReadOnlyList<IRead> reads, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var read in reads) batch.BatchCommands.Add(read.Query.ToBatchCommand());
        await using var row = await batch.ExecuteReaderAsync(ct);
        foreach (var read in reads)
        {
            while (await row.ReadAsync(ct)) read.Take(row);
            await row.NextResultAsync(ct);
        }
    }

    private void AddWaiting(IRead read)
    {
        lock (gate) waiting.Add(read);
    }

    private List<IRead> TakeWaiting()
    {
        lock (gate)
        {
            var taken = waiting;
            waiting = [];
            return taken;
        }
    }

    private interface IRead
    {
        Statement Query { get; }
        void Take(NpgsqlDataReader row);
        Task AnswerAsync();
        void GiveUp();
    }

    /// <summary>One consumer of the group. It rests while it waits for a query, and only then may another one run.</summary>
    internal sealed class Consumer(GroupReads group, Func<Consumer, Task> run)
    {
        private TaskCompletionSource resting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task running = Task.CompletedTask;
        private int open;

        public async Task StartAsync()
        {
            running = run(this);
            await RestsAsync();
        }

        public async Task<List<T>> QueryAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read)
        {
            Read<T> one = new(this, new Statement(sql, args), read);
            group.AddWaiting(one);
            Interlocked.Increment(ref open);
            resting.TrySetResult();
            return await one.Rows;
        }

        // It rests as well while only one of several queries is answered.
        private async Task RestsAsync()
        {
            while (!running.IsCompleted && Volatile.Read(ref open) == 0)
            {
                resting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (Volatile.Read(ref open) == 0) await Task.WhenAny(running, resting.Task);
            }
            if (running.IsCompleted) await running;
        }

        private sealed class Read<T>(Consumer consumer, Statement query, Func<NpgsqlDataReader, T> read) : IRead
        {
            // Not asynchronously: the consumer goes on right here, so that it rests again when this returns.
            private readonly TaskCompletionSource<List<T>> answer = new();
            private readonly List<T> rows = [];

            public Task<List<T>> Rows => answer.Task;

            public Statement Query => query;

            public void Take(NpgsqlDataReader row) => rows.Add(read(row));

            public Task AnswerAsync()
            {
                Interlocked.Decrement(ref consumer.open);
                answer.TrySetResult(rows);
                return consumer.RestsAsync();
            }

            public void GiveUp() => answer.TrySetCanceled();
        }
    }
}
