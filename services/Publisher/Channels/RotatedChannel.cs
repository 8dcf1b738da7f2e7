using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace Akorda.Publisher.Channels;

/// <summary>A channel that looks before each of its steps whether its credentials were rotated, in whatever process, and goes on with the newest. A step that is under way keeps those it began with: its one request is not sent again.</summary>
public sealed class RotatedChannel : IChannel, IDisposable
{
    private readonly SealedCredentials credentials;
    private readonly TimeProvider clock;
    private IChannel current;
    private long version;

    public RotatedChannel(ChannelSettings settings, SealedCredentials credentials, TimeProvider clock)
    {
        (Settings, this.credentials, this.clock) = (settings, credentials, clock);
        current = Networks.Open(settings, clock);
    }

    public ChannelSettings Settings { get; }

    /// <inheritdoc/>
    public PostText Compose(Order order) => current.Compose(order);

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct) => await (await CurrentAsync(ct)).PrepareAsync(order, ct);

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct) => await (await CurrentAsync(ct)).AttemptAsync(order, prepared, ct);

    /// <inheritdoc/>
    public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct) => await (await CurrentAsync(ct)).FindAsync(order, prepared, ct);

    public void Dispose() => (current as IDisposable)?.Dispose();

    // An account has one sender in a process, which takes one step after the other: nobody is in the channel that is replaced.
    private async Task<IChannel> CurrentAsync(CancellationToken ct)
    {
        try
        {
            if (await credentials.VersionAsync(Settings.Id, ct) == version) return current;
            if (await credentials.FindAsync(Settings.Id, ct) is not var (newest, rotated)) return current;
            Dispose();
            current = Networks.Open(Settings with { Credentials = rotated }, clock);
            version = newest;
            return current;
        }
        // Nothing was sent, and with credentials that may be old nothing shall be.
        catch (Exception e) when (e is NpgsqlException or CryptographicException)
        {
            throw new SendingForbiddenException($"The channel's newest credentials cannot be read: {e.Message}");
        }
    }
}
