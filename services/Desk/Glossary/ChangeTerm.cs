using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Glossary;

/// <summary>GET and POST /glossary/{id}: a translator changes a term, or removes it. A change that somebody else made meanwhile is shown, not written over.</summary>
public static class ChangeTerm
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/glossary/{id:guid}", Open);
        desk.MapPost("/glossary/{id:guid}", Handle);
    }

    private static async Task<IResult> Open(Guid id, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var term = (await newsroom.GetAsync<Term>($"/api/glossary/{id}", ct)).Required();
        return Show.Page<TermPage>(new { Form = TermForm.Of(term), vocabulary.Languages, Term = term });
    }

    private static async Task<IResult> Handle(Guid id, HttpRequest request, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        if (sent["act"] == "remove")
        {
            var removed = await newsroom.SendAsync<Term>(HttpMethod.Delete, $"/api/glossary/{id}", null, null, ct);
            // Removed already is removed.
            return removed.Problem is null or { Status: StatusCodes.Status404NotFound } ? Show.Then("/glossary", "glossary.removed") : throw new RefusedException(removed.Problem);
        }
        var form = TermForm.Read(sent, vocabulary);
        var changed = await newsroom.SendAsync<Term>(HttpMethod.Put, $"/api/glossary/{id}", form.ToRequest(), $"\"{sent["revision"]}\"", ct);
        if (changed.Problem is not { } problem) return Show.Then("/glossary", "glossary.changed");
        var now = (await newsroom.GetAsync<Term>($"/api/glossary/{id}", ct)).Required();
        // What was typed stays in the form; the next save is one over what is shown here.
        return Show.Refused<TermPage>(new { Form = form, vocabulary.Languages, Term = now, Problem = problem, Theirs = problem.Name == "stale" ? now : null });
    }
}
