namespace Akorda.Desk.Publications;

/// <summary>A channel as the Publisher answers it.</summary>
public sealed record Channel(string Id, string Network, string Language, bool Default, ChannelPause? Paused, ChannelToken? Token, DateTimeOffset? LastDeliveredAt);

/// <summary>Who stopped it, when and why.</summary>
public sealed record ChannelPause(DateTimeOffset At, string By, string? ByName, string? Reason, bool ByRestore);

/// <summary>Whether the account lets us in: <c>ok</c>, <c>expiring</c>, <c>refused</c> or <c>unknown</c>.</summary>
public sealed record ChannelToken(string State, DateTimeOffset? Since, string? Reason);

/// <summary>All channels, and the switch for all.</summary>
public sealed record ChannelList(IReadOnlyList<Channel> Items, ChannelPause? Paused);
