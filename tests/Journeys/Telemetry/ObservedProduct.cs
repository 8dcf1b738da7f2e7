namespace Akorda.Journeys.Telemetry;

/// <summary>The product on one machine, telling a receiver what it does.</summary>
public sealed class ObservedProduct : IAsyncLifetime
{
    private readonly Product product;

    public ObservedProduct() => product = new Product(Receiver.Settings);

    public Receiver Receiver { get; } = new();

    public Newsroom Newsroom => product.Newsroom;

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
