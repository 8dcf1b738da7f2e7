namespace Akorda.Simulation.Tests.Messages;

public sealed class TheMessagesUnderFire
{
    [Fact]
    public void Whatever_dies_everything_committed_is_handled_by_every_subscriber_once() => Seeds.Run(2_500, seed => World.Run(seed));

    [Fact]
    public void A_seed_repeats_itself()
    {
        for (var seed = 0; seed < 20; seed++) Assert.Equal(World.Run(seed), World.Run(seed));
    }
}
