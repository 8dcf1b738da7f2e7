using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Drafts;

/// <summary>Shows the form, with what stands around it.</summary>
internal static class EditorPage
{
    // A fault of one word of a list is shown at the list.
    private static readonly string[] Lists = ["$.targetLanguages", "$.topics", "$.channels"];

    /// <summary>What an editor finds who opens the form: the saved revision, or what they had in hand of it.</summary>
    /// <param name="saved">The form as it is saved, or empty.</param>
    public static async Task<Editing> OpenAsync(Draft? draft, DraftForm saved, Around around, CancellationToken ct)
    {
        var editing = new Editing { Draft = draft, Form = saved, Based = draft?.Revision, Key = Guid.CreateVersion7(around.Clock.GetUtcNow()).ToString() };
        var answer = await around.Newsroom.GetAsync<WorkingCopy>(editing.Api + "/working-copy", ct);
        if (answer.Value is not { } copy) return editing;
        editing = editing with { Copy = answer.ETag ?? "" };
        var kept = DraftForm.Of(copy.Draft, around.Vocabulary);
        if (FormField.All.All(field => field.IsSame(saved, kept, around.Reading))) return editing;
        editing = editing with { Form = kept, UnsavedFrom = copy.SavedAt };
        return copy.BasedOn is { } began && began < editing.Based ? await MeetNewerAsync(editing with { Based = began }, around, ct) : editing;
    }

    /// <summary>Brings the form together with a revision that somebody else saved meanwhile.</summary>
    public static async Task<Editing> MeetNewerAsync(Editing editing, Around around, CancellationToken ct)
    {
        if (editing is not { Draft: { } draft, Based: { } based } || based >= draft.Revision) return editing;
        var began = (await around.Newsroom.GetAsync<DraftRevision>($"/api/drafts/{draft.Id}/revisions/{based}", ct)).Required();
        return editing with { Form = TwoHands.Meet(DraftForm.Of(began), DraftForm.Of(draft), editing.Form, around.Reading), Began = based, Based = draft.Revision };
    }

    /// <summary>Lets the services say what there is to know, all at once.</summary>
    public static async Task<IResult> ShowAsync(Editing editing, Around around, CancellationToken ct)
    {
        var newsroom = around.Newsroom;
        var channels = newsroom.GetAsync<All<KnownChannel>>("/api/drafts/channels", ct);
        var check = newsroom.PostAsync<DraftCheck>(editing.Api + "/check", editing.Form.ToUnfinished(), ct);
        var company = editing.Draft is { } draft ? BeHere.AskAsync(draft, editing.Based, BeHere.Editing, newsroom, ct) : Task.FromResult(Company.None);
        var meeting = MeetAsync(editing, around, ct);
        var view = new EditorView
        {
            Editing = editing,
            Vocabulary = around.Vocabulary,
            Channels = (await channels).Value?.Items,
            Check = (await check).Value ?? DraftCheck.Nothing,
            Company = await company,
            Meeting = await meeting,
            Unsaved = editing is { UnsavedFrom: not null, Draft: { } saved, Began: null } ? FormDifference.Between(DraftForm.Of(saved), editing.Form, around.Reading) : [],
        };
        view = view with { Editing = editing with { Problem = AtTheirFields(editing.Problem ?? FaultsOf(view)), Seen = [.. view.Check.Warnings.Select(warning => warning.Id)] } };
        return view.Editing.Problem is { } problem
            ? Show.Refused<DraftEditor>(new { View = view }, problem.Status >= 400 ? problem.Status : StatusCodes.Status422UnprocessableEntity)
            : Show.Page<DraftEditor>(new { View = view });
    }

    private static async Task<Meeting?> MeetAsync(Editing editing, Around around, CancellationToken ct)
    {
        if (editing is not { Draft: { } draft, Began: { } began, Based: { } based } || began == based) return null;
        var theirs = around.Newsroom.GetAsync<DraftRevision>($"/api/drafts/{draft.Id}/revisions/{based}", ct);
        var first = await around.Newsroom.GetAsync<DraftRevision>($"/api/drafts/{draft.Id}/revisions/{began}", ct);
        if ((await theirs).Value is not { } other || first.Value is not { } opened) return null;
        var (taken, disputed) = TwoHands.Compare(DraftForm.Of(opened), DraftForm.Of(other), editing.Form, around.Reading);
        return new Meeting(other, taken, disputed);
    }

    // Only when asked: nobody wants to hear on an empty page that it is empty.
    private static Problem? FaultsOf(EditorView view) => view.Editing.IsChecked && view.Check.Faults.Count > 0
        ? new Problem { Status = StatusCodes.Status422UnprocessableEntity, Type = "invalid", Errors = view.Check.Faults }
        : null;

    private static Problem? AtTheirFields(Problem? problem) => problem is null ? null : problem with
    {
        Errors = problem.Errors
            .GroupBy(error => Lists.FirstOrDefault(list => error.Key.StartsWith(list, StringComparison.Ordinal)) ?? (error.Key == "$.section" ? "$.rubric" : error.Key))
            .ToDictionary(at => at.Key, IReadOnlyList<string> (at) => [.. at.SelectMany(error => error.Value).Distinct()]),
    };
}
