using Akorda.Texts;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Glossary;

/// <summary>What the form of a term holds, finished or not.</summary>
public sealed record TermForm(string SourceLanguage, string Source, IReadOnlyDictionary<string, string> Targets, string Note)
{
    /// <summary>A form nothing was typed into yet.</summary>
    public static TermForm Empty(Vocabulary vocabulary) => new(vocabulary.Languages[0], "", new Dictionary<string, string>(), "");

    /// <summary>The form of a term as it stands.</summary>
    public static TermForm Of(Term term) => new(term.SourceLanguage, term.Source, term.Targets, term.Note ?? "");

    /// <summary>The form as a browser sent it.</summary>
    public static TermForm Read(IFormCollection form, Vocabulary vocabulary) => new(
        form["sourceLanguage"].ToString(), form["source"].ToString(),
        vocabulary.Languages.ToDictionary(language => language, language => form["targets." + language].ToString()), form["note"].ToString().ReplaceLineEndings("\n"));

    /// <summary>The term as Translation takes it. A language that was left empty has no word for it yet.</summary>
    public object ToRequest() => new
    {
        sourceLanguage = SourceLanguage,
        source = Source,
        targets = Targets.Where(target => target.Key != SourceLanguage && !string.IsNullOrWhiteSpace(target.Value)).ToDictionary(),
        note = string.IsNullOrWhiteSpace(Note) ? null : Note,
    };
}
