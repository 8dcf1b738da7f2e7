using Akorda.Faults.Nemesis;
using Akorda.Postgres;

namespace Akorda.Faults.Faults;

/// <summary>An outbox holds a row that can never be sent: it stays where it is counted, and everything else leaves.</summary>
public sealed record OutboxPoisoned() : Fault("F13", "an outbox row that cannot be sent")
{
    private const string InsertSql =
        """
        insert into messaging.outbox (message_id, type, payload, urgency)
        values (gen_random_uuid(), 'Akorda.Contracts.NobodyKnowsThis', 'x', 'routine')
        """;

    private const string WaitingSql = "select count(*) from messaging.outbox where sent_at is null and type = 'Akorda.Contracts.NobodyKnowsThis'";

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        await stage.World.Server.Judge("ingestion").ExecuteAsync(InsertSql, [], ct);
        for (var i = 0; i < 2; i++) await stage.Traffic.TellOneAsync(ct);
        return await stage.World.Server.CountAsync("ingestion", WaitingSql) == 1 ? "it waits, and two events passed it" : throw new InvalidOperationException("it is called sent");
    }

    public override Task HealAsync(Stage stage) =>
        stage.World.Server.Judge("ingestion").ExecuteAsync("delete from messaging.outbox where type = 'Akorda.Contracts.NobodyKnowsThis'", [], CancellationToken.None);
}
