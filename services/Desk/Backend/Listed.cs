namespace Akorda.Desk.Backend;

/// <summary>A page of a list.</summary>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A list that is always whole.</summary>
public sealed record All<T>(IReadOnlyList<T> Items);
