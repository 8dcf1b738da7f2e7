using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Glossary;

/// <summary>GET and POST /glossary/new: a translator writes down what a term is called in the other languages.</summary>
public static class AddTerm
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/glossary/new", (Vocabulary vocabulary) => Show.Page<TermPage>(new { Form = TermForm.Empty(vocabulary), vocabulary.Languages }));
        desk.MapPost("/glossary/new", Handle);
    }

    private static async Task<IResult> Handle(HttpRequest request, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var form = TermForm.Read(await request.ReadFormAsync(ct), vocabulary);
        var added = await newsroom.PostAsync<Term>("/api/glossary", form.ToRequest(), ct);
        return added.Problem is { } problem
            ? Show.Refused<TermPage>(new { Form = form, vocabulary.Languages, Problem = problem })
            : Show.Then("/glossary", "glossary.added");
    }
}
