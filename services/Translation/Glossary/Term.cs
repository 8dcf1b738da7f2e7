using System.Data;
using Akorda.Http;
using Akorda.Postgres;
using Akorda.Texts;
using Npgsql;

namespace Akorda.Translation.Glossary;

/// <summary>A term and what it is called in the other languages.</summary>
/// <param name="Revision">What its ETag names.</param>
/// <param name="Targets">The approved form by language.</param>
public sealed record Term(Guid Id, int Revision, string SourceLanguage, string Source, IReadOnlyDictionary<string, string> Targets, string? Note)
{
    private const int MaxLength = 300;

    public const string Columns = "term_id, revision, source_language, source, targets, note";

    public static Term Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<Guid>("term_id"),
        row.GetFieldValue<int>("revision"),
        row.GetFieldValue<string>("source_language"),
        row.GetFieldValue<string>("source"),
        row.FromJson<Dictionary<string, string>>("targets"),
        row.NullableText("note"));

    /// <summary>The term in the form in which it is kept, or what is wrong with it.</summary>
    public static (Term? Term, Faults Faults) From(
        string sourceLanguage, string source, IReadOnlyDictionary<string, string> targets, string? note, Vocabulary vocabulary)
    {
        var faults = new Faults();
        if (!vocabulary.Languages.Contains(sourceLanguage)) faults.Add("$.sourceLanguage", $"must be one of {string.Join(", ", vocabulary.Languages)}");
        faults.AddIf("$.source", PlainText.FaultOfLine(source, MaxLength));
        if (targets.Count == 0) faults.Add("$.targets", "must name the term in at least one other language");
        foreach (var (language, target) in targets)
        {
            if (language == sourceLanguage || !vocabulary.Languages.Contains(language)) faults.Add("$.targets", "must be keyed by other languages of the newsroom");
            else faults.AddIf($"$.targets.{language}", PlainText.FaultOfLine(target ?? "", MaxLength));
        }
        if (note is not null) faults.AddIf("$.note", PlainText.FaultOfText(note, 4_000));
        return faults.None
            ? (new Term(Guid.Empty, 1, sourceLanguage, PlainText.Normalize(source), targets.ToDictionary(each => each.Key, each => PlainText.Normalize(each.Value)), NoteOf(note)), faults)
            : (null, faults);
    }

    private static string? NoteOf(string? note) => note is null || PlainText.IsBlank(note) ? null : PlainText.Normalize(note);
}
