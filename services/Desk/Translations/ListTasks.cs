using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>GET /translations: the queue of a translator's languages, and what became of earlier tasks.</summary>
public static class ListTasks
{
    /// <summary>What is under way; the other views are states of tasks that are over.</summary>
    internal const string Queue = "queue";
    internal static readonly IReadOnlyList<string> Views = [Queue, "completed", "superseded"];

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/translations", Handle);

    private static async Task<IResult> Handle(string? language, string? state, string? cursor, HttpContext context, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var person = SignedIn.Of(context.User) ?? throw new InvalidOperationException("The policy lets nobody in without a name.");
        var languages = LanguagesOf(person, vocabulary);
        var chosen = languages.Contains(language) ? language : languages.Count == 1 ? languages[0] : null;
        var view = Views.Contains(state) ? state! : Queue;
        return Show.Page<TasksPage>(new
        {
            Person = person, Language = chosen, Languages = languages, View = view,
            Tasks = view == Queue ? await UnderWayAsync(newsroom, chosen is null ? languages : [chosen], ct) : await OverAsync(newsroom, chosen, view, cursor, ct),
        });
    }

    /// <summary>A person's languages; whoever has none of ours sees all.</summary>
    internal static IReadOnlyList<string> LanguagesOf(SignedIn person, Vocabulary vocabulary) =>
        vocabulary.Languages.Where(person.Languages.Contains).ToList() is { Count: > 0 } mine ? mine : vocabulary.Languages;

    /// <summary>Every task of these languages that is not over, in the order in which work is taken up.</summary>
    internal static async Task<Listed<TranslationTask>> UnderWayAsync(Newsroom newsroom, IReadOnlyList<string> languages, CancellationToken ct)
    {
        var lists = await Task.WhenAll(
            from language in languages
            from state in (string[])["queued", "claimed", "returned"]
            select newsroom.GetWholeAsync<TranslationTask>($"/api/translations?language={language}&state={state}", ct));
        return new Listed<TranslationTask>(
            TranslationTask.InLine(lists.SelectMany(list => list.Required().Items)), lists.Select(list => list.Required().Next).FirstOrDefault(next => next is not null));
    }

    private static async Task<Listed<TranslationTask>> OverAsync(Newsroom newsroom, string? language, string state, string? cursor, CancellationToken ct)
    {
        var query = QueryString.Create(new Dictionary<string, string?> { ["language"] = language, ["state"] = state, ["cursor"] = cursor }.Where(part => !string.IsNullOrEmpty(part.Value)));
        return (await newsroom.GetAsync<Listed<TranslationTask>>("/api/translations" + query, ct)).Required();
    }
}
