using Akorda.Texts;

namespace Akorda.Desk.Drafts;

/// <summary>What is different between two forms of one draft, member by member and word by word. Pure.</summary>
public static class FormDifference
{
    /// <summary>A member that is different.</summary>
    /// <param name="Language">The language of its words, where they are the draft's own.</param>
    /// <param name="Runs">The words of both in order.</param>
    public sealed record Changed(FormField Field, string? Language, IReadOnlyList<WordRun> Runs);

    /// <summary>The members that differ, in the order of the form.</summary>
    public static IReadOnlyList<Changed> Between(DraftForm before, DraftForm now, FormField.Reading reading) =>
    [
        .. FormField.All.Where(field => !field.IsSame(before, now, reading))
            .Select(field => new Changed(field, field.IsText ? now.Language : null, WordDifference.Between(field.Read(before, reading), field.Read(now, reading)))),
    ];
}
