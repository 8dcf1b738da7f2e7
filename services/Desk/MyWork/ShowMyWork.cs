using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Akorda.Desk.Publications;
using Akorda.Desk.Reviews;
using Akorda.Desk.SignIn;
using Akorda.Desk.Translations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.MyWork;

/// <summary>GET /: what waits for a person, by their roles, the most urgent and oldest first.</summary>
public static class ShowMyWork
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/", Handle);

    /// <summary>Something that waits for this person.</summary>
    /// <param name="Urgent">True for what goes before everything routine.</param>
    public sealed record Item(string Path, string Title, string TitleLanguage, long Number, string Language, bool Urgent, DateTimeOffset Since, string? Note);

    /// <summary>Items of one kind; the kind is the key of its heading.</summary>
    /// <param name="Problem">Why they cannot be shown: one service that is away must not take the others' work with it.</param>
    public sealed record Group(string Kind, IReadOnlyList<Item> Items, Problem? Problem);

    private static async Task<IResult> Handle(HttpContext context, Newsroom newsroom, CancellationToken ct)
    {
        var person = SignedIn.Of(context.User) ?? throw new InvalidOperationException("The policy lets nobody in without a name.");
        List<Task<Group>> groups = [];
        if (person.IsPublisher)
        {
            groups.Add(GroupAsync<Delivery>("uncertain", "/api/deliveries?state=uncertain", newsroom, Of, ct));
            groups.Add(GroupAsync<Delivery>("held", "/api/deliveries?state=held", newsroom, Of, ct));
        }
        if (person.IsTranslator)
        {
            foreach (var language in person.Languages.Order(StringComparer.Ordinal))
            {
                foreach (var state in (string[])["returned", "claimed", "queued"])
                    groups.Add(GroupAsync<TranslationTask>(state, $"/api/translations?language={language}&state={state}", newsroom, task => state == "queued" || task.Holder?.Id == person.Id ? Of(task) : null, ct));
            }
        }
        if (person.IsReviewer)
            groups.Add(GroupAsync<Review>("pending", "/api/reviews?state=pending", newsroom, review => review.Author?.Id == person.Id || review.Translator?.Id == person.Id ? null : Of(review), ct));
        if (person.IsEditor)
        {
            groups.Add(GroupAsync<Draft>("returned-drafts", "/api/drafts?status=returned", newsroom, Of, ct));
            groups.Add(GroupAsync<Draft>("drafts", "/api/drafts?status=draft", newsroom, draft => draft.CreatedBy?.Id == person.Id ? Of(draft) : null, ct));
        }
        var found = await Task.WhenAll(groups);
        return Show.Page<MyWorkPage>(new { Person = person, Groups = Joined(found) });
    }

    private static async Task<Group> GroupAsync<T>(string kind, string path, Newsroom newsroom, Func<T, Item?> item, CancellationToken ct)
    {
        var answer = await newsroom.GetWholeAsync<T>(path, ct);
        return new Group(kind, answer.Value is { } list ? [.. list.Items.Select(item).OfType<Item>()] : [], answer.Problem);
    }

    // A kind that came in several parts, one a language, is one list.
    private static List<Group> Joined(IEnumerable<Group> groups) => [.. groups.GroupBy(group => group.Kind).Select(parts => new Group(
        parts.Key,
        [.. parts.SelectMany(part => part.Items).OrderByDescending(item => item.Urgent).ThenBy(item => item.Since)],
        parts.Select(part => part.Problem).FirstOrDefault(problem => problem is not null)))];

    private static Item Of(Draft draft) => new($"/drafts/{draft.Id}", draft.Title, draft.Language, draft.Number, draft.Language, draft.Urgency != "routine", draft.UpdatedAt, null);

    private static Item Of(TranslationTask task) => new($"/translations/{task.Id}", task.Title, task.SourceLanguage, task.Number, task.Language, task.Urgency != "routine", task.CreatedAt, task.Comment);

    private static Item Of(Review review) => new($"/reviews/{review.Id}", review.Title, review.Language, review.Number, review.Language, review.Urgency != "routine", review.CreatedAt, null);

    private static Item Of(Delivery delivery) => new(
        $"/publications/{delivery.EventId}#d-{delivery.Id}", $"{delivery.Destination}: {delivery.Title}", delivery.Language, delivery.Number, delivery.Language, Urgent: true,
        delivery.Attempts.Count > 0 ? delivery.Attempts[^1].StartedAt : delivery.PlannedAt ?? DateTimeOffset.MaxValue, null);
}
