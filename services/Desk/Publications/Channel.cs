namespace Akorda.Desk.Publications;

/// <summary>A channel as the Publisher answers it.</summary>
public sealed record Channel(string Id, string Network, string Language, bool Default, ChannelPause? Paused);

/// <summary>Who stopped it, when and why.</summary>
public sealed record ChannelPause(DateTimeOffset At, string By, string? Reason, bool ByRestore);

/// <summary>All channels, and the switch for all.</summary>
public sealed record ChannelList(IReadOnlyList<Channel> Items, ChannelPause? Paused);
