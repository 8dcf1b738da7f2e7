namespace Akorda.Desk.Glossary;

/// <summary>A term and what it is called in the other languages, as Translation answers it.</summary>
public sealed record Term(Guid Id, int Revision, string SourceLanguage, string Source, IReadOnlyDictionary<string, string> Targets, string? Note);
