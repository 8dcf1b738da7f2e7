namespace Akorda.Simulation.Tests;

public sealed class TheScheduler
{
    [Fact]
    public void One_seed_is_one_order_of_events()
    {
        Assert.Equal(Trace(7), Trace(7));
        Assert.NotEqual(Trace(7), Trace(8));
    }

    [Fact]
    public void A_dead_process_does_nothing_more()
    {
        Scheduler scheduler = new(1);
        var count = 0;
        var process = scheduler.Start("counter", async () =>
        {
            while (true)
            {
                count++;
                await Scheduler.PointAsync();
            }
        });
        scheduler.RunUntil(() => count == 10, 1_000);
        scheduler.Crash(process);
        var rested = false;
        scheduler.InWorld(async () =>
        {
            await scheduler.DelayAsync(TimeSpan.FromHours(1));
            rested = true;
        });
        scheduler.RunUntil(() => rested, 1_000);
        Assert.Equal(10, count);
    }

    private static string Trace(int seed)
    {
        Scheduler scheduler = new(seed);
        List<string> trace = [];
        for (var name = 'a'; name <= 'c'; name++)
        {
            var letter = name;
            scheduler.Start(letter.ToString(), async () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    trace.Add($"{letter}{i}");
                    await (i % 3 == 0 ? scheduler.DelayAsync(TimeSpan.FromSeconds(1)) : Scheduler.PointAsync());
                }
            });
        }
        scheduler.RunUntil(() => trace.Count == 60, 10_000);
        return string.Join(' ', trace);
    }
}
