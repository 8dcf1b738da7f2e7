using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>POST /translations/next: a translator takes what is first in line. Where somebody else was faster, the one after it.</summary>
public static class TakeNext
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/translations/next", Handle);

    private static async Task<IResult> Handle(HttpContext context, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var person = SignedIn.Of(context.User) ?? throw new InvalidOperationException("The policy lets nobody in without a name.");
        var languages = ListTasks.LanguagesOf(person, vocabulary);
        if (form["language"].ToString() is { Length: > 0 } one && languages.Contains(one)) languages = [one];
        var line = await ListTasks.UnderWayAsync(newsroom, languages, ct);
        // A returned text that its translator has not given up is theirs first: it is taken on purpose, not by chance.
        foreach (var task in line.Items.Where(task => task is { State: "queued" } or { State: "returned", Holder: null }))
        {
            var taken = await newsroom.PostAsync<TranslationTask>($"/api/translations/{task.Id}/claim", null, ct);
            if (taken.Value is not null) return Show.Then($"/translations/{task.Id}", "translations.taken");
            if (taken.Status != StatusCodes.Status409Conflict) throw new RefusedException(taken.Problem!);   // one of the two is always there
        }
        return Show.Then("/translations", "translations.nothing-left");
    }
}
