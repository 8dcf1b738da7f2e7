using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Texts;

namespace Akorda.Desk.Drafts;

/// <summary>What every act of the editor works with.</summary>
internal sealed record Around(Newsroom Newsroom, Vocabulary Vocabulary, Words Words, TimeProvider Clock)
{
    /// <summary>How values read for the person of this request.</summary>
    public FormField.Reading Reading => new(Words, Vocabulary);
}
