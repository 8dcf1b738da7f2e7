using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Akorda.Messaging;

/// <summary>How long a failed message waits before each further attempt.</summary>
internal sealed class Backoff(IReadOnlyList<TimeSpan> waits)
{
    private static readonly double[] Seconds = [1, 5, 15, 60, 300];

    public static Backoff Read(IConfiguration configuration)
    {
        var configured = configuration.GetSection("Messages:RetrySeconds").GetChildren().Select(one => double.Parse(one.Value ?? "", CultureInfo.InvariantCulture)).ToList();
        return new Backoff([.. (configured.Count > 0 ? configured : [.. Seconds]).Select(TimeSpan.FromSeconds)]);
    }

    /// <summary>The wait after so many failed attempts before this one; null after the last.</summary>
    public TimeSpan? After(int attempts) => attempts < waits.Count ? waits[attempts] : null;
}
