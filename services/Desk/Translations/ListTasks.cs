using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>GET /translations: the queue of a translator's languages.</summary>
public static class ListTasks
{
    /// <summary>The states of the queue that a translator works through; the others can be looked at.</summary>
    internal static readonly IReadOnlyList<string> States = ["queued", "claimed", "returned", "completed", "superseded"];

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/translations", Handle);

    private static async Task<IResult> Handle(string? language, string? state, string? cursor, HttpContext context, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var mine = SignedIn.Of(context.User)?.Languages ?? new HashSet<string>();
        var chosen = vocabulary.Languages.Contains(language) ? language! : vocabulary.Languages.FirstOrDefault(mine.Contains) ?? vocabulary.Languages[0];
        var shown = States.Contains(state) ? state! : States[0];
        var query = QueryString.Create(new Dictionary<string, string?> { ["language"] = chosen, ["state"] = shown, ["cursor"] = cursor }.Where(part => !string.IsNullOrEmpty(part.Value)));
        var answer = await newsroom.GetAsync<Listed<TranslationTask>>("/api/translations" + query, ct);
        return Show.Page<TasksPage>(new { Tasks = answer.Required(), Language = chosen, State = shown, Languages = vocabulary.Languages });
    }
}
