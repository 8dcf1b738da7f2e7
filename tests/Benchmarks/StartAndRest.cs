namespace Akorda.Benchmarks;

/// <summary>How long the whole product takes to be ready over a migrated database, and what it holds when nobody asks anything of it.</summary>
internal static class StartAndRest
{
    private const int Starts = 3;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    public static async Task MeasureAsync(Product product, Table table)
    {
        List<double> taken = [];
        for (var start = 0; start < Starts; start++)
        {
            await product.StopAsync();
            taken.Add((await product.StartAsync()).TotalSeconds);
        }
        table.AddBelow($"start to `Ready`, PostgreSQL included, middle of {Starts}", taken.Order().ElementAt(Starts / 2), 3, "s");
        await Task.Delay(Rest);
        var (resident, proportional) = Programs.Memory(product.Pid);
        table.AddBelow("idle memory of the one process without PostgreSQL (resident)", resident, 150, "MiB", $"proportional: {proportional:0} MiB");
    }
}
