using Akorda.Hosting;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Deliveries;

/// <summary>Wakes the senders of this process; each account has its own.</summary>
public sealed class DeliveryWakes(IReadOnlyList<IChannel> channels) : IDisposable
{
    private readonly Dictionary<string, Wake> wakes = channels.ToDictionary(channel => channel.Settings.Id, _ => new Wake());

    /// <summary>The wake of one account's sender.</summary>
    public Wake Of(string channel) => wakes[channel];

    /// <summary>Wakes these accounts' senders; one that is no longer configured has none.</summary>
    public void Set(IEnumerable<string> channels)
    {
        foreach (var channel in channels)
            if (wakes.TryGetValue(channel, out var wake)) wake.Set();
    }

    /// <summary>Wakes all of them.</summary>
    public void SetAll()
    {
        foreach (var wake in wakes.Values) wake.Set();
    }

    public void Dispose()
    {
        foreach (var wake in wakes.Values) wake.Dispose();
    }
}
