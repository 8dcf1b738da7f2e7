namespace Akorda.Publisher.Channels;

/// <summary>A channel as <c>Publisher:ChannelsFile</c> describes it.</summary>
public sealed record ChannelSettings
{
    /// <summary>Such as <c>telegram-kk</c>.</summary>
    public required string Id { get; init; }
    public required string Network { get; init; }
    public required string Language { get; init; }
    /// <summary>Whether drafts that name no channels are posted here.</summary>
    public bool Default { get; init; }
    /// <summary>The network's API.</summary>
    public required Uri BaseUrl { get; init; }
    /// <summary>By network; never logged.</summary>
    public required IReadOnlyDictionary<string, string> Credentials { get; init; }
    public ChannelTiming Timing { get; init; } = new();
}

/// <summary>How long a channel waits.</summary>
public sealed record ChannelTiming
{
    /// <summary>Seconds for one request, its answer included.</summary>
    /// <value>30</value>
    public int TimeoutSeconds { get; init; } = 30;
    /// <summary>Seconds after the last byte of an attempt in which an accepted request can still appear.</summary>
    /// <value>60</value>
    public int SettleSeconds { get; init; } = 60;
    /// <summary>Seconds between attempts that are proven not done; the last one repeats.</summary>
    public IReadOnlyList<int> RetrySeconds { get; init; } = [5, 15, 60, 300, 900];
}
