using Microsoft.Extensions.Configuration;

namespace Akorda.Translation.Tasks;

/// <summary>How long a claim holds without work on it.</summary>
/// <param name="Duration">Configuration <c>Translation:Lease</c>; 30 minutes when it is left out.</param>
public sealed record LeaseSettings(TimeSpan Duration)
{
    public static LeaseSettings Read(IConfiguration configuration)
    {
        var duration = configuration.GetValue("Translation:Lease", TimeSpan.FromMinutes(30));
        return duration > TimeSpan.Zero ? new LeaseSettings(duration) : throw new InvalidOperationException("Translation:Lease must be longer than nothing.");
    }
}
