using Akorda.Contracts;
using Akorda.Contracts.Drafts;
using Akorda.Http;
using Akorda.Ingestion.Channels;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Ingestion.Drafts;

/// <summary>An editor sends the newest revision on its way: to translators and reviewers, past whatever earlier revisions have there.</summary>
public static class SubmitDraft
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/drafts/{id:guid}/submit", Handle)
        .RequireAuthorization(Roles.Editor)
        .WithName("SubmitDraft")
        .WithSummary("Submit the newest revision of a draft")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);

    private static async Task<Results<Accepted<DraftView>, ProblemHttpResult>> Handle(
        Guid id, HttpRequest http, HttpResponse response, CurrentUser user,
        [FromKeyedServices(IngestionModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        await act.LockEventAsync(id, ct);
        if (await DraftView.FindAsync(act.Connection, id, ct) is not { } draft) return Problems.NotFound("draft");
        if (draft.Status == DraftView.Withdrawn) return WithdrawDraft.IsWithdrawn();
        if (ETags.Check(http, draft.Revision) is { } mismatch) return mismatch;
        response.Headers.ETag = ETags.Of(draft.Revision);
        var announced = await LearnChannels.FindAsync(act.Connection, ct);
        if (announced is null) return LearnChannels.NotYet(http.HttpContext);
        // Again, because the channels may have changed since the draft was written.
        var faults = new Faults();
        var channels = ChannelChoice.Resolve(draft, announced, faults);
        if (!faults.None) return Problems.Invalid(faults);

        // A revision's trace begins with its submission; it names the one of the revision before.
        if (draft.Revision > 1) Tracing.Follow(await act.FindAsync(TraceSql, [id], row => row.NullableText("trace_parent"), ct));
        var submitted = await act.ExecuteAsync(SubmitSql, [id, draft.Revision, Json.Parameter(channels), draft.AllLanguages().ToArray(), act.TraceParent], ct);
        if (submitted == 0) return TypedResults.Accepted($"/api/drafts/{id}", draft);
        act.Send(await MessageAsync(act, draft, channels, user.Person, clock.GetUtcNow(), ct), draft.Urgency);
        act.Record(user.Person.Id, "draft-submitted", id.ToString(), $"revision {draft.Revision}");
        var after = await DraftView.FindAsync(act.Connection, id, ct) ?? throw new InvalidOperationException("A draft is never deleted.");
        await act.CommitAsync(ct);
        return TypedResults.Accepted($"/api/drafts/{id}", after);
    }

    private static async Task<DraftSubmitted> MessageAsync(
        Act act, DraftView draft, IReadOnlyDictionary<string, IReadOnlyList<string>> channels, Person by, DateTimeOffset now, CancellationToken ct)
    {
        var writers = await act.QueryAsync(WritersSql, [draft.Id], row => row.FromJson<Person>("author"), ct);
        var digests = await act.QueryAsync(
            "select media_id, sha256 from ingestion.media where media_id = any($1)", [draft.Media.Select(photograph => photograph.Id).ToArray()],
            row => (Id: row.GetGuid(0), Sha256: row.GetString(1)), ct);
        return new DraftSubmitted
        {
            EventId = draft.Id,
            Number = draft.Number,
            Revision = draft.Revision,
            Language = draft.Language,
            Document = DocumentOf(draft, channels, digests.ToDictionary(each => each.Id, each => each.Sha256)).Write(),
            // The same person may have changed their name meanwhile; the id is what counts.
            Writers = [.. writers.DistinctBy(writer => writer.Id)],
            SubmittedBy = by,
            SubmittedAt = now,
            Urgency = draft.Urgency,
            Targets = [.. draft.TargetLanguages.Select(language => new TargetLanguage { Language = language, Channels = channels[language], ChannelTexts = TextsOf(draft, channels[language]) })],
        };
    }

    private static Document DocumentOf(DraftView draft, IReadOnlyDictionary<string, IReadOnlyList<string>> channels, Dictionary<Guid, string> digests) => new()
    {
        Format = 1,
        EventId = draft.Id,
        Number = draft.Number,
        Language = draft.Language,
        Languages = [.. draft.AllLanguages().Order(StringComparer.Ordinal)],
        Section = draft.Section,
        Rubric = draft.Rubric,
        Place = draft.Place,
        OccurredOn = draft.OccurredOn,
        Title = draft.Title,
        Lead = draft.Lead,
        Body = draft.Body,
        Media = [.. draft.Media.Select(photograph => new DocumentMedia
        {
            Id = photograph.Id, Sha256 = digests[photograph.Id], Alt = photograph.Alt, Caption = photograph.Caption, Credit = photograph.Credit,
        })],
        Topics = draft.Topics,
        ReleasePolicy = draft.ReleasePolicy,
        Urgency = draft.Urgency,
        EmbargoUntil = draft.EmbargoUntil,
        Channels = channels[draft.Language],
        ChannelTexts = TextsOf(draft, channels[draft.Language]),
    };

    private static Dictionary<string, string> TextsOf(DraftView draft, IReadOnlyList<string> channels) =>
        draft.ChannelTexts.Where(text => channels.Contains(text.Key)).ToDictionary(text => text.Key, text => text.Value);

    // Zero rows: this revision was submitted before, and once is enough.
    private const string SubmitSql =
        """
        with draft as (
            update ingestion.draft
               set submitted_revision = $2,
                   submitted_at = now(),
                   trace_parent = $5
             where draft_id = $1
               and revision = $2
               and submitted_revision is distinct from $2
            returning draft_id),
        revision as (
            update ingestion.revision
               set channels = $3
              from draft
             where revision.draft_id = draft.draft_id
               and revision.revision = $2)
        insert into ingestion.language as known (draft_id, language, revision, round, status)
        select draft_id, unnest($4), $2, 1, 'submitted'
          from draft
            on conflict (draft_id, language) do update
           set revision = excluded.revision, round = excluded.round, status = excluded.status
         where known.revision < excluded.revision
        """;

    /// <summary>The trace of the newest submission.</summary>
    internal const string TraceSql = "select trace_parent from ingestion.draft where draft_id = $1";

    private const string WritersSql =
        """
        select r.author
          from ingestion.revision r
          join ingestion.draft d using (draft_id)
         where draft_id = $1
           and r.revision > d.approved_revision
           and r.revision <= d.revision
         order by r.revision desc
        """;
}
