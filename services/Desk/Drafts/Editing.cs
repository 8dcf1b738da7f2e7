using Akorda.Desk.Backend;
using Akorda.Texts;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Drafts;

/// <summary>An editor before a form: what it holds, what it began from, and what there is to say about it.</summary>
public sealed record Editing
{
    /// <summary>The draft at its newest revision; null while it is not created.</summary>
    public Draft? Draft { get; init; }
    public required DraftForm Form { get; init; }
    /// <summary>The revision that the next save is one over.</summary>
    public int? Based { get; init; }
    /// <summary>The revision that the editor opened, where somebody else saved meanwhile.</summary>
    public int? Began { get; init; }
    /// <summary>Own words that gave way to somebody else's, by member: they can be put back.</summary>
    public IReadOnlyDictionary<string, string> Mine { get; init; } = new Dictionary<string, string>();
    /// <summary>The ETag of the working copy that the next keeping replaces; empty where there is none.</summary>
    public string Copy { get; init; } = "";
    public DateTimeOffset? KeptAt { get; init; }
    /// <summary>The form holds what was kept then and never saved.</summary>
    public DateTimeOffset? UnsavedFrom { get; init; }
    /// <summary>Makes a form that is sent twice one draft.</summary>
    public string Key { get; init; } = "";
    /// <summary>The warnings that the person was shown.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];
    /// <summary>Submitting waits until the person has seen what may have been overlooked.</summary>
    public bool AsksFirst { get; init; }
    /// <summary>The person asked what is wrong.</summary>
    public bool IsChecked { get; init; }
    public Problem? Problem { get; init; }

    /// <summary>The page.</summary>
    public string Path => Draft is { } draft ? $"/drafts/{draft.Id}/edit" : "/drafts/new";

    /// <summary>The draft's address in the API.</summary>
    public string Api => ApiOf(Draft?.Id);

    /// <summary>The address of a draft in the API, of one that is not created too.</summary>
    public static string ApiOf(Guid? id) => $"/api/drafts/{id?.ToString() ?? "new"}";

    /// <summary>What a browser sent back.</summary>
    public static Editing Read(Draft? draft, IFormCollection sent) => new()
    {
        Draft = draft,
        Form = DraftForm.Read(sent),
        Based = int.TryParse(sent["revision"], out var based) ? based : draft?.Revision,
        Began = int.TryParse(sent["began"], out var began) ? began : null,
        Mine = FormField.All.Where(field => sent.ContainsKey("mine." + field.Name)).ToDictionary(field => field.Name, field => sent["mine." + field.Name].ToString().ReplaceLineEndings("\n")),
        Copy = sent["copy"].ToString(),
        Key = sent["key"].ToString(),
        Seen = [.. sent["seen"].OfType<string>()],
    };
}

/// <summary>What stands around the form on the editor's page.</summary>
public sealed record EditorView
{
    public required Editing Editing { get; init; }
    public required Vocabulary Vocabulary { get; init; }
    /// <summary>Null while nobody announced them.</summary>
    public required IReadOnlyList<KnownChannel>? Channels { get; init; }
    public required DraftCheck Check { get; init; }
    public required Company Company { get; init; }
    public required Meeting? Meeting { get; init; }
    /// <summary>What differs from the saved revision, where the form holds what was never saved.</summary>
    public required IReadOnlyList<FormDifference.Changed> Unsaved { get; init; }
}

/// <summary>Somebody else's revision beside the form.</summary>
public sealed record Meeting(DraftRevision Theirs, IReadOnlyList<FormDifference.Changed> Taken, IReadOnlyList<FormDifference.Changed> Disputed);

/// <summary>Who else has the draft open, and what was saved since the person opened it.</summary>
public sealed record Company(IReadOnlyList<PresentPerson> People, DraftRevision? Newer)
{
    public static readonly Company None = new([], null);
}
