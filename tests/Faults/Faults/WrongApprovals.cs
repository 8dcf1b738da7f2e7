using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;
using Akorda.Postgres;

namespace Akorda.Faults.Faults;

/// <summary>Approvals by who wrote or translated the text, by who is no reviewer any more, for another language's words, for an older revision's, twice at once, and in the middle of an edit: only whole words, approved by somebody else, are published.</summary>
public sealed record WrongApprovals() : Fault("F27", "approvals by the wrong person, for other words, and during an edit")
{
    private const string RemoveSql = "update identity.person set roles = array_remove(roles, 'reviewer') where user_name = 'reviewer2'";
    private const string RestoreSql = "update identity.person set roles = array_append(array_remove(roles, 'reviewer'), 'reviewer') where user_name = 'reviewer2'";

    private Event one = null!;   // set by the bite

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        one = new Event(stage.Journal.NextOrdinal(), "kk", ["ru"]);
        await stage.Acts.CreateAsync(one, twice: false, ct);
        await stage.Acts.SubmitAsync(one, ct);
        await stage.Acts.TranslateAsync(one, "ru", 1, ct, by: "chief");
        var (source, sourceDigest) = await stage.Acts.ReviewAsync(one, "kk", 1, ct);
        var (translation, translationDigest) = await stage.Acts.ReviewAsync(one, "ru", 1, ct);
        List<string> refused =
        [
            await RefusedAsync(stage, "editor", source, sourceDigest, 403, ct),
            await RefusedAsync(stage, "chief", translation, translationDigest, 403, ct),
            await RefusedAsync(stage, "reviewer", source, translationDigest, 409, ct),
        ];
        await stage.World.Server.Judge("identity").ExecuteAsync(RemoveSql, [], ct);
        stage.People.Forget("reviewer2");
        refused.Add(await RefusedAsync(stage, "reviewer2", source, sourceDigest, 403, ct));
        await RestoreAsync(stage);

        await EditAmongApprovalsAsync(stage, (source, sourceDigest), (translation, translationDigest), ct);
        var (edited, editedDigest) = await stage.Acts.ReviewAsync(one, "kk", 1, ct);
        refused.Add(await RefusedAsync(stage, "chief", edited, editedDigest, 403, ct));
        refused.Add(await RefusedAsync(stage, "reviewer", edited, sourceDigest, 409, ct));
        return $"refused: {string.Join(", ", refused)}";
    }

    public override Task HealAsync(Stage stage) => RestoreAsync(stage);

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        await stage.Acts.TranslateAsync(one, "ru", 1, ct);
        await stage.Acts.ApproveAsync(one, "kk", 1, ct);
        await stage.Acts.ApproveAsync(one, "ru", 1, ct);
        await stage.Acts.PublishedAsync(one, ct);
        one.DoneAt = stage.Journal.Now;
    }

    // A second editor writes and submits while two sessions of one reviewer and another reviewer approve.
    private async Task EditAmongApprovalsAsync(Stage stage, (Guid Id, string Digest) source, (Guid Id, string Digest) translation, CancellationToken ct)
    {
        foreach (var language in one.Languages) one.Approving(language, 1, stage.Journal.Now);
        one.Revision = 2;
        var edit = stage.People.InsistAsync("chief", HttpMethod.Put, $"/api/drafts/{one.Id}", Words.Draft(one), ifMatch: "\"1\"", ct: ct);
        var approvals = await Task.WhenAll(
            ApproveAsync(stage, "reviewer", source.Id, source.Digest, ct), ApproveAsync(stage, "reviewer", source.Id, source.Digest, ct), ApproveAsync(stage, "reviewer2", translation.Id, translation.Digest, ct));
        await edit;
        await stage.Acts.SubmitAsync(one, ct);
        if (approvals.FirstOrDefault(reply => reply.Status is not (200 or 409)) is { } odd) throw new InvalidOperationException($"an approval during an edit was answered {odd}");
    }

    private static async Task<string> RefusedAsync(Stage stage, string who, Guid review, string digest, int status, CancellationToken ct)
    {
        var reply = await ApproveAsync(stage, who, review, digest, ct);
        return reply.Status == status ? $"{who} {status}" : throw new InvalidOperationException($"an approval by {who} that had to be refused was answered {reply}");
    }

    private static Task<Reply> ApproveAsync(Stage stage, string who, Guid review, string digest, CancellationToken ct) =>
        stage.People.InsistAsync(who, HttpMethod.Post, $"/api/reviews/{review}/approve", new JsonObject { ["digest"] = digest }, ct: ct);

    private static async Task RestoreAsync(Stage stage)
    {
        await stage.World.Server.Judge("identity").ExecuteAsync(RestoreSql, [], CancellationToken.None);
        stage.People.Forget("reviewer2");
    }
}
