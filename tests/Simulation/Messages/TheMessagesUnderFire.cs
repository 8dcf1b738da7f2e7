namespace Akorda.Simulation.Tests.Messages;

public sealed class TheMessagesUnderFire
{
    [Fact]
    public void Whatever_dies_everything_committed_is_handled_by_every_subscriber_once() => Seeds.Run(3_000, World.Run);
}
