using Akorda.Publisher.Tests.World;

[assembly: AssemblyFixture(typeof(SharedNewsroom))]

namespace Akorda.Publisher.Tests.World;

/// <summary>One newsroom for the tests that disturb nobody: each takes its own event, and its own channel where it needs one.</summary>
public sealed class SharedNewsroom : IAsyncLifetime
{
    private const int Channels = 40;
    private int taken;

    public Newsroom Newsroom { get; private set; } = null!;

    /// <summary>A Kazakh channel that no other test uses.</summary>
    public ScriptedChannel TakeChannel() => Newsroom.Channels[Interlocked.Increment(ref taken) - 1];

    public async ValueTask InitializeAsync() =>
        Newsroom = await Newsroom.StartAsync([.. Enumerable.Range(1, Channels).Select(number => new ScriptedChannel($"network-{number}", "kk"))]);

    public ValueTask DisposeAsync() => Newsroom.DisposeAsync();
}
