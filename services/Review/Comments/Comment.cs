using Akorda.Contracts;
using Akorda.Postgres;
using Akorda.Review.Reviews;
using Npgsql;

namespace Akorda.Review.Comments;

/// <summary>Something that a person said about a text of an event.</summary>
/// <param name="SegmentId">The segment that it is about, by the id that survives revisions; null: the whole text.</param>
/// <param name="ResolvedBy">Who called it settled; null while it is open.</param>
public sealed record Comment(
    Guid Id, Guid EventId, string Language, string? SegmentId, string Text, Person Author, DateTimeOffset CreatedAt, Person? ResolvedBy, DateTimeOffset? ResolvedAt)
{
    /// <summary>The columns of <see cref="Read"/>.</summary>
    public const string Columns = "comment_id, event_id, language, segment_id, text, author, created_at, resolved_by, resolved_at";

    public static Comment Read(NpgsqlDataReader row) => new(
        row.GetGuid(row.GetOrdinal("comment_id")), row.GetGuid(row.GetOrdinal("event_id")), row.GetString(row.GetOrdinal("language")), row.NullableText("segment_id"),
        row.GetString(row.GetOrdinal("text")), row.FromJson<Person>("author"), row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("created_at")),
        ReviewView.PersonOrNull(row, "resolved_by"), row.Nullable<DateTimeOffset>("resolved_at"));
}
