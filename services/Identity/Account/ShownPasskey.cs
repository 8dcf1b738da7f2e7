using Akorda.Texts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Akorda.Identity.Account;

/// <summary>A passkey as its person sees it.</summary>
/// <param name="Id">In the page's address.</param>
public sealed record ShownPasskey(string Id, string Name, DateTimeOffset AddedAt)
{
    internal const int LongestName = 60;

    internal static ShownPasskey Of(UserPasskeyInfo passkey) => new(WebEncoders.Base64UrlEncode(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt);

    /// <summary>A name that a person gave; null where it cannot be one.</summary>
    internal static string? NameOf(string text) => PlainText.FaultOfLine(text, LongestName) is null ? PlainText.Normalize(text) : null;

    /// <summary>The day on which it was added, in words.</summary>
    public string AddedOn(string language) => Dates.InWords(DateOnly.FromDateTime(AddedAt.UtcDateTime), language);
}
