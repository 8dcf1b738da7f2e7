using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.People;

/// <summary>GET and POST /people/{id}: name, roles and languages; a new password for who lost theirs; the newsroom closed and opened.</summary>
public static class ChangePerson
{
    private static readonly string[] Switches = ["disable", "enable", "unlock"];

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/people/{id:guid}", Open);
        desk.MapPost("/people/{id:guid}", Handle);
    }

    private static async Task<IResult> Open(Guid id, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var person = (await newsroom.GetAsync<NewsroomPerson>($"/api/identity/people/{id}", ct)).Required();
        return Show.Page<PersonPage>(new { Form = PersonForm.Of(person), vocabulary.Languages, Person = person });
    }

    private static async Task<IResult> Handle(Guid id, HttpRequest request, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var api = $"/api/identity/people/{id}";
        var act = sent["act"].ToString();
        if (act == "reset")
        {
            var reset = await newsroom.PostAsync<PersonWithPassword>(api + "/reset", null, ct);
            return reset.Value is { } now ? Show.Page<HandOverPage>(new { now.Person, now.OneTimePassword }) : await AgainAsync(reset.Problem!, null);   // one of the two is there
        }
        if (Switches.Contains(act))
        {
            var switched = await newsroom.PostAsync<NewsroomPerson>($"{api}/{act}", null, ct);
            return switched.Problem is { } refused ? await AgainAsync(refused, null) : Show.Then($"/people/{id}", "people." + act);
        }
        var form = PersonForm.Read(sent, vocabulary);
        var changed = await newsroom.SendAsync<NewsroomPerson>(HttpMethod.Put, api, new { form.Name, form.Roles, form.Languages }, $"\"{sent["revision"]}\"", ct);
        return changed.Problem is { } problem ? await AgainAsync(problem, form) : Show.Then($"/people/{id}", "people.changed");

        // What was typed stays in the form; the next save is one over what is shown here.
        async Task<IResult> AgainAsync(Problem problem, PersonForm? typed)
        {
            if (problem.Name == "sign-in-again") return Show.Then(SignInAgain.For($"/people/{id}"));
            var now = (await newsroom.GetAsync<NewsroomPerson>(api, ct)).Required();
            return Show.Refused<PersonPage>(new { Form = typed ?? PersonForm.Of(now), vocabulary.Languages, Person = now, Problem = problem });
        }
    }
}
