using Akorda.Faults.Nemesis;
using Akorda.Faults.World;

namespace Akorda.Faults.Faults;

/// <summary>A service's password at the broker is changed and its connections closed: it says so until it has the right one, and loses nothing.</summary>
public sealed record BrokerPassword() : Fault("F19", "Review's password at RabbitMQ changed")
{
    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        await stage.World.Broker.ControlAsync("change_password", "review", "another");
        stage.World["review"].Broker.Cut();
        using HttpClient asking = new();
        var ready = new Uri(stage.World.Local("review"), "/health/ready");
        await UntilAsync(async () => !(await asking.GetAsync(ready, ct)).IsSuccessStatusCode, "readiness that says no", ct);
        return await (await asking.GetAsync(ready, ct)).Content.ReadAsStringAsync(ct);
    }

    public override Task HealAsync(Stage stage) => stage.World.Broker.ControlAsync("change_password", "review", Newsroom.BrokerPassword);
}
