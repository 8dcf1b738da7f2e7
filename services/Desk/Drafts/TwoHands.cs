namespace Akorda.Desk.Drafts;

/// <summary>A draft that two people changed at once. What only one of them changed is taken from them; where both did, one's own stays in the form and both are shown, until a person decides. Pure.</summary>
internal static class TwoHands
{
    /// <summary>What the form holds when somebody else saved a revision meanwhile.</summary>
    /// <param name="began">What both began from.</param>
    public static DraftForm Meet(DraftForm began, DraftForm theirs, DraftForm mine, FormField.Reading reading) =>
        FormField.All.Where(field => field.IsSame(mine, began, reading)).Aggregate(mine, (form, field) => field.Take(form, theirs));

    /// <summary>What they changed: first where the form has the same, as a difference from the beginning; then where it has something else, as a difference from theirs to the form.</summary>
    public static (IReadOnlyList<FormDifference.Changed> Taken, IReadOnlyList<FormDifference.Changed> Disputed) Compare(DraftForm began, DraftForm theirs, DraftForm form, FormField.Reading reading)
    {
        var open = FormDifference.Between(theirs, form, reading).ToDictionary(changed => changed.Field.Name);
        var theirChanges = FormDifference.Between(began, theirs, reading);
        return ([.. theirChanges.Where(each => !open.ContainsKey(each.Field.Name))], [.. theirChanges.Where(each => open.ContainsKey(each.Field.Name)).Select(each => open[each.Field.Name])]);
    }
}
