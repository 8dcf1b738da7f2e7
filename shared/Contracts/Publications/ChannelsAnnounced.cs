namespace Akorda.Contracts.Publications;

/// <summary>Which channels there are; sent by the Publisher at each start. Read by Ingestion, which checks and resolves a draft's channels by it.</summary>
public sealed record ChannelsAnnounced
{
    public required IReadOnlyList<AnnouncedChannel> Channels { get; init; }
    /// <summary>The newer announcement wins.</summary>
    public required DateTimeOffset AnnouncedAt { get; init; }
}

/// <summary>One account on one network in one language.</summary>
public sealed record AnnouncedChannel
{
    /// <summary>Such as <c>telegram-kk</c>.</summary>
    public required string Id { get; init; }
    public required string Network { get; init; }
    public required string Language { get; init; }
    /// <summary>Whether a draft that names no channels is posted here.</summary>
    public required bool Default { get; init; }
}
