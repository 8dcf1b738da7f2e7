using Akorda.Faults.Nemesis;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Faults.Faults;

/// <summary>A table is locked for longer than a handler should take: messages about it are held, and none of them ends among the failed.</summary>
public sealed record TableLocked(string Service, string Table) : Fault(Service is "ingestion" ? "F10" : "F24", $"{Table} locked")
{
    private const string WaitingSql = "select count(*) from pg_locks where not granted";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    private long failedBefore;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        failedBefore = (await Failed.CountAsync(stage))[Service];
        // Not of the judges' pool: it is used up by those who look at this very table.
        await using var alone = NpgsqlDataSource.Create(stage.World.Server.ConnectionString(Service));
        await using var connection = await alone.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync($"lock table {Table} in access exclusive mode", [], ct);
        var held = Task.Delay(Length, ct);
        Task<long> WaitingAsync() => connection.FindAsync(WaitingSql, [], row => row.GetInt64(0), ct);
        await UntilAsync(async () => await WaitingAsync() > 0, "somebody who waits for the lock", ct);
        await held;
        var waiting = await WaitingAsync();
        await transaction.RollbackAsync(ct);
        return $"{waiting} waited for {Length.TotalSeconds:0} s";
    }

    public override Task HealAsync(Stage stage) => Task.CompletedTask;

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        var failed = (await Failed.CountAsync(stage))[Service] - failedBefore;
        if (failed > 0) throw new InvalidOperationException($"{failed} messages of {Service} ended among the failed");
    }
}
