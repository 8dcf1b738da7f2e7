using System.Data;
using System.Diagnostics.CodeAnalysis;
using Akorda.Contracts;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Ingestion.Drafts;

/// <summary>What one revision held, who wrote it, when.</summary>
public sealed record RevisionView : DraftContent
{
    [SetsRequiredMembers]
    private RevisionView(DraftContent content, Person writtenBy) : base(content) => WrittenBy = writtenBy;

    public int Revision { get; private init; }
    public Person WrittenBy { get; }
    public DateTimeOffset WrittenAt { get; private init; }

    /// <summary>The channels of each language as they were resolved when this revision was submitted; null when it was not.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? SubmittedChannels { get; private init; }

    /// <summary>Reads a row of <c>ingestion.revision</c>.</summary>
    public static RevisionView Read(NpgsqlDataReader row) => new(row.FromJson<DraftContent>("content"), row.FromJson<Person>("author"))
    {
        Revision = row.GetFieldValue<int>("revision"),
        WrittenAt = row.GetFieldValue<DateTimeOffset>("written_at"),
        SubmittedChannels = row.IsDBNull("channels") ? null : row.FromJson<Dictionary<string, IReadOnlyList<string>>>("channels"),
    };
}
