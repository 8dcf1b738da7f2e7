using System.Globalization;
using Akorda.Desk.Layout;

namespace Akorda.Desk.Drafts;

/// <summary>What the editor's fields are called.</summary>
internal static class FieldLabels
{
    /// <summary>The label of a field by its name, such as <c>media.0.alt</c>; with the number of the photograph that it belongs to.</summary>
    public static string Of(Words words, string field) => field.Split('.') switch
    {
        ["media", var slot, var member] when int.TryParse(slot, CultureInfo.InvariantCulture, out var at) => words["drafts.photograph-field", at + 1, words.Find("drafts.field." + member) ?? member],
        ["channelTexts", .. var id] => words["drafts.channel-field", string.Join('.', id)],
        [var name, ..] => words.Find("drafts.field." + name) ?? field,
        _ => field,
    };
}
