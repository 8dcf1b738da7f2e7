namespace Akorda.Journeys.Telemetry;

/// <summary>The product on one machine, telling a receiver what it does.</summary>
public sealed class ObservedProduct : IAsyncLifetime
{
    private readonly Product product;

    public ObservedProduct() => product = new Product(Receiver.Settings);

    public Receiver Receiver { get; } = new();

    public Newsroom Newsroom => product.Newsroom;

    public Uri Sandbox => product.Sandbox;

    /// <summary>What the process printed; the demo's password stands in its welcome on purpose.</summary>
    public IEnumerable<string> Output => product.Process.Output.Where(line => !line.StartsWith("Demo ", StringComparison.Ordinal));

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
