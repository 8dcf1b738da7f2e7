using Akorda.Desk.Layout;

namespace Akorda.Desk.Reviews;

/// <summary>What a channel would carry of a text, as the Publisher composes it: approving the text approves these words too.</summary>
/// <param name="Text">Null where the network cannot carry it.</param>
/// <param name="Length">How long it is as the network counts.</param>
/// <param name="Written">Whether somebody wrote the words for this channel; else they are the template's.</param>
/// <param name="Unfit">Why it cannot be posted.</param>
public sealed record Post(string Channel, string? Network, string? Text, int? Length, int? Longest, bool Written, string? Unfit)
{
    private static readonly Sentences Reasons = new("reviews.unfit.", ["too-long", "no-channel", "other-language"]);

    /// <summary>Why it cannot be posted, in the person's language; null when it can, and when there are no words for the reason.</summary>
    internal string? UnfitIn(Words words) => Unfit is null ? null : Reasons.In(words, Unfit);
}
