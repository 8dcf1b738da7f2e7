namespace Akorda.Site.Tests;

/// <summary>One running Site for the tests of a class; each makes events of its own.</summary>
public sealed class PressFixture : IAsyncLifetime
{
    public Press Press { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Press = await Press.StartAsync();

    public ValueTask DisposeAsync() => Press.DisposeAsync();
}
