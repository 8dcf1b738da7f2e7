using System.Threading.Channels;
using Akorda.Hosting;

namespace Akorda.Publisher.Releases;

/// <summary>Publications that this process has just changed and pushes at once. A hint: what is lost here is found in the database.</summary>
public sealed class Pushes : IDisposable
{
    private readonly Channel<Guid> events = Channel.CreateUnbounded<Guid>();

    /// <summary>Wakes the loop that releases what is due.</summary>
    public Wake WakeSchedule { get; } = new();

    /// <summary>Has an event pushed.</summary>
    public void Add(Guid eventId) => events.Writer.TryWrite(eventId);

    /// <summary>The events, as they come.</summary>
    public IAsyncEnumerable<Guid> AllAsync(CancellationToken ct) => events.Reader.ReadAllAsync(ct);

    public void Dispose() => WakeSchedule.Dispose();
}
