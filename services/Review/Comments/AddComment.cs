using System.Text.Json;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Review.Reviews;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akorda.Review.Comments;

/// <summary>A person says something about a segment, or about a whole text. Whether the event was submitted is not asked: people talk about a draft before it is.</summary>
public static class AddComment
{
    private const int Longest = 4_000;

    /// <param name="SegmentId">Left out: the whole text.</param>
    public sealed record Request(string Language, string Text, string? SegmentId = null);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/comments/{eventId:guid}", Handle)
        .RequireAuthorization(people => people.RequireRole(Roles.OfPeople))
        .WithName("addComment")
        .WithGroupName(ReviewModule.Key)
        .Produces<Comment>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithSummary("Say something about a text of an event");

    private static async Task<IResult> Handle(
        Guid eventId, Request request, HttpRequest http, CurrentUser user, Vocabulary vocabulary, IOptions<JsonOptions> json,
        [FromKeyedServices(ReviewModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        var faults = FaultsOf(request, vocabulary);
        if (!faults.None) return Problems.Invalid(faults);
        var (key, unusable) = IdempotencyKey.Read(http, user.Person.Id, () => JsonSerializer.SerializeToUtf8Bytes(request, json.Value.SerializerOptions));
        if (unusable is not null) return unusable;
        await using var act = await outbox.BeginAsync(ct);
        if (key is not null && await key.FindAnswerAsync(act.Connection, ct) is { } earlier) return earlier;

        var now = clock.GetUtcNow();
        Comment comment = new(Guid.CreateVersion7(now), eventId, request.Language, request.SegmentId, PlainText.Normalize(request.Text), user.Person, now, ResolvedBy: null, ResolvedAt: null);
        var answer = new KeptAnswer(StatusCodes.Status201Created, Location: null, ETag: null, JsonSerializer.Serialize(comment, json.Value.SerializerOptions));
        if (key is not null && !await key.KeepAsync(act.Connection, answer, ct))
            return await key.FindAnswerAsync(act.Connection, ct) ?? throw new InvalidOperationException("The answer of an idempotency key was forgotten while it was waited for.");
        act.Concerns(eventId);
        await act.ExecuteAsync(Sql, [comment.Id, eventId, comment.Language, comment.SegmentId, comment.Text, Json.Parameter(comment.Author), now], ct);
        act.Record(user.Person.Id, "comment-added", comment.Id.ToString(), $"{eventId} {comment.Language} {comment.SegmentId ?? "the whole text"}");
        await act.CommitAsync(ct);
        return answer;
    }

    private static Faults FaultsOf(Request request, Vocabulary vocabulary)
    {
        var faults = new Faults();
        if (!vocabulary.Languages.Contains(request.Language)) faults.Add("$.language", "is none of this newsroom's languages");
        faults.AddIf("$.text", PlainText.FaultOfText(request.Text, Longest) ?? (PlainText.IsBlank(request.Text) ? "must not be blank" : null));
        if (request.SegmentId is { } segment && !ReturnText.IsSegmentId(segment)) faults.Add("$.segmentId", "is no id of a segment");
        return faults;
    }

    private const string Sql =
        """
        insert into review.comment (comment_id, event_id, language, segment_id, text, author, created_at)
        values ($1, $2, $3, $4::text, $5, $6, $7)
        """;
}
