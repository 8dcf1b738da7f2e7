using Akorda.Contracts;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Akorda.Review.Reviews;

/// <summary>One text (event, language, revision, round) and what became of it: the row that approvals and returns decide by.</summary>
public sealed record TextReview
{
    public const string Pending = "pending";
    public const string Approved = "approved";
    public const string Returned = "returned";
    public const string Superseded = "superseded";

    /// <summary>All states.</summary>
    public static readonly IReadOnlyList<string> States = [Pending, Approved, Returned, Superseded];

    public required Guid Id { get; init; }
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required string Language { get; init; }
    public required string SourceLanguage { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    public required string State { get; init; }
    public required string Document { get; init; }
    public required string Digest { get; init; }
    public required IReadOnlyList<Person> Writers { get; init; }
    public required string Urgency { get; init; }
    public required Person? SettledBy { get; init; }

    /// <summary>The trace of the message that brought the text, which goes on with whoever decides about it.</summary>
    public required string? TraceParent { get; init; }

    /// <summary>Finds a review and makes this act wait for everything else about its event, so that what is read here still holds at the commit.</summary>
    public static async Task<TextReview?> LockAsync(Act act, Guid id, CancellationToken ct)
    {
        if (await act.FindAsync("select event_id from review.review where review_id = $1", [id], row => (Guid?)row.GetGuid(0), ct) is not { } eventId) return null;
        await act.LockEventAsync(eventId, ct);
        return await act.FindAsync(FindSql, [id], Read, ct);
    }

    /// <summary>Why this person may not approve these bytes; null when they may, or when they did already.</summary>
    public ProblemHttpResult? RefusalOfApproval(Person person, string digest)
    {
        if (Writers.Any(writer => writer.Id == person.Id)) return FourEyes();
        if (State == Superseded) return SupersededProblem();
        if (Digest != digest) return Problems.Of(409, "digest-differs", "This is not the text under review", "Read the review again: the digest that was sent is of other words.");
        return State == Pending || State == Approved && SettledBy?.Id == person.Id ? null : Settled();
    }

    /// <summary>Why this person may not return the text; null when they may, or when they did already.</summary>
    public ProblemHttpResult? RefusalOfReturn(Person person)
    {
        if (State == Superseded) return SupersededProblem();
        return State == Pending || State == Returned && SettledBy?.Id == person.Id ? null : Settled();
    }

    private static ProblemHttpResult FourEyes() =>
        Problems.Of(403, "four-eyes", "Somebody else must approve this", "Whoever wrote or translated a text does not approve it.");

    private static ProblemHttpResult SupersededProblem() =>
        Problems.Of(409, "superseded", "There is a newer text", "This text was replaced or taken back; nothing can be decided about it any more.");

    private ProblemHttpResult Settled() =>
        Problems.Of(409, "settled", "This review is settled", $"{SettledBy?.Name} {(State == Approved ? "approved" : "returned")} the text.");

    private const string FindSql =
        """
        select review_id, event_id, number, language, source_language, revision, round, state, document, digest, writers, urgency, settled_by, trace_parent
          from review.review
         where review_id = $1
        """;

    private static TextReview Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetFieldValue<Guid>(row.GetOrdinal("review_id")),
        EventId = row.GetFieldValue<Guid>(row.GetOrdinal("event_id")),
        Number = row.GetInt64(row.GetOrdinal("number")),
        Language = row.GetString(row.GetOrdinal("language")),
        SourceLanguage = row.GetString(row.GetOrdinal("source_language")),
        Revision = row.GetInt32(row.GetOrdinal("revision")),
        Round = row.GetInt32(row.GetOrdinal("round")),
        State = row.GetString(row.GetOrdinal("state")),
        Document = row.GetString(row.GetOrdinal("document")),
        Digest = row.GetString(row.GetOrdinal("digest")),
        Writers = row.FromJson<List<Person>>("writers"),
        Urgency = row.GetString(row.GetOrdinal("urgency")),
        SettledBy = ReviewView.PersonOrNull(row, "settled_by"),
        TraceParent = row.NullableText("trace_parent"),
    };
}
