using Akorda.Identity.SignIn;

namespace Akorda.Identity.Layout;

/// <summary>What every page of Identity needs, whatever it shows.</summary>
/// <param name="TokenField">The name of the field that proves a form to be ours.</param>
/// <param name="Token">Its value.</param>
/// <param name="Fault">Why the form is shown again.</param>
public sealed record Page(Words Words, string TokenField, string Token, Fault? Fault)
{
    /// <summary>A word of this page's language.</summary>
    public string this[string key] => Words[key];
}

/// <summary>Why a form is shown again.</summary>
/// <param name="Word">The key of the sentence that says so.</param>
/// <param name="Fields">The fields that it is about; the first gets the focus.</param>
public sealed record Fault(string Word, params IReadOnlyList<string> Fields)
{
    /// <summary>The form is another site's, or older than its keys.</summary>
    public static readonly Fault Stale = new("Fault.Stale");
}
