using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.People;

/// <summary>GET and POST /people/new: an administrator adds a person, and sees once the password to hand over.</summary>
public static class AddPerson
{
    private const string Path = "/people/new";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Path, (Vocabulary vocabulary) => Show.Page<PersonPage>(new { Form = PersonForm.Empty, vocabulary.Languages }));
        desk.MapPost(Path, Handle);
    }

    private static async Task<IResult> Handle(HttpRequest request, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var form = PersonForm.Read(await request.ReadFormAsync(ct), vocabulary);
        var added = await newsroom.PostAsync<PersonWithPassword>("/api/identity/people", form, ct);
        return added switch
        {
            // On the answer itself and on no page of its own: it can be read this once.
            { Value: { } now } => Show.Page<HandOverPage>(new { now.Person, now.OneTimePassword }),
            { Problem: { Name: "sign-in-again" } } => Show.Then(SignInAgain.For(Path)),
            _ => Show.Refused<PersonPage>(new { Form = form, vocabulary.Languages, added.Problem }),
        };
    }
}
