namespace Akorda.Contracts;

/// <summary>Somebody who acted: the identity provider's subject, and the name that people are shown.</summary>
/// <param name="Id">The subject (<c>sub</c>) of the token; rights and four-eyes rules compare this and nothing else.</param>
/// <param name="Name">The name at the time of the act.</param>
public sealed record Person(string Id, string Name);
