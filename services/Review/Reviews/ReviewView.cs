using Akorda.Contracts;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Review.Reviews;

/// <summary>A review as the API shows it, without the words.</summary>
public record ReviewView
{
    /// <summary>The columns of <see cref="Read"/>, of a review named <c>r</c>. A translation's author is that of its source, whose review may have come later.</summary>
    public const string Columns =
        """
        r.review_id, r.event_id, r.number, r.language, r.source_language, r.revision, r.round, r.state, r.title, r.digest,
               coalesce(r.author, (select s.author
                                     from review.review s
                                    where s.event_id = r.event_id and s.language = r.source_language and s.revision = r.revision and s.round = 1)) as author,
               r.translator, r.urgency, r.created_at, r.settled_by, r.settled_at, r.comment, r.segments, r.carried_from_revision is not null as carried
        """;

    public required Guid Id { get; init; }
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required string Language { get; init; }
    public required string SourceLanguage { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    public required string State { get; init; }
    public required string Title { get; init; }
    public required string Digest { get; init; }
    public required Person? Author { get; init; }
    /// <summary>Null for a source text, and for a translation that completed itself.</summary>
    public required Person? Translator { get; init; }
    public required string Urgency { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required Person? SettledBy { get; init; }
    public required DateTimeOffset? SettledAt { get; init; }
    public required string? Comment { get; init; }
    public required IReadOnlyList<string> Segments { get; init; }
    /// <summary>True when the approval of an earlier revision was carried over, because the text is the same.</summary>
    public required bool Carried { get; init; }

    /// <summary>Finds one review as of this transaction.</summary>
    public static Task<ReviewView?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken ct) =>
        connection.FindAsync($"select {Columns} from review.review r where r.review_id = $1", [id], Read, ct);

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static ReviewView Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetFieldValue<Guid>(row.GetOrdinal("review_id")),
        EventId = row.GetFieldValue<Guid>(row.GetOrdinal("event_id")),
        Number = row.GetInt64(row.GetOrdinal("number")),
        Language = row.GetString(row.GetOrdinal("language")),
        SourceLanguage = row.GetString(row.GetOrdinal("source_language")),
        Revision = row.GetInt32(row.GetOrdinal("revision")),
        Round = row.GetInt32(row.GetOrdinal("round")),
        State = row.GetString(row.GetOrdinal("state")),
        Title = row.GetString(row.GetOrdinal("title")),
        Digest = row.GetString(row.GetOrdinal("digest")),
        Author = PersonOrNull(row, "author"),
        Translator = PersonOrNull(row, "translator"),
        Urgency = row.GetString(row.GetOrdinal("urgency")),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("created_at")),
        SettledBy = PersonOrNull(row, "settled_by"),
        SettledAt = row.Nullable<DateTimeOffset>("settled_at"),
        Comment = row.NullableText("comment"),
        Segments = row.IsDBNull(row.GetOrdinal("segments")) ? [] : row.GetFieldValue<string[]>(row.GetOrdinal("segments")),
        Carried = row.GetBoolean(row.GetOrdinal("carried")),
    };

    internal static Person? PersonOrNull(NpgsqlDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.FromJson<Person>(column);
}
