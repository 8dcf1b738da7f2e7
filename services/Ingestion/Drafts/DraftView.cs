using System.Data;
using System.Diagnostics.CodeAnalysis;
using Akorda.Contracts;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Ingestion.Drafts;

/// <summary>A draft at its newest revision, with how far it is.</summary>
public sealed record DraftView : DraftContent
{
    [SetsRequiredMembers]
    private DraftView(DraftContent content, Person createdBy, IReadOnlyDictionary<string, LanguageView> languages) : base(content) =>
        (CreatedBy, Languages) = (createdBy, languages);

    /// <summary>The event's id in every service.</summary>
    public Guid Id { get; private init; }
    public long Number { get; private init; }
    public int Revision { get; private init; }
    public string Status { get; private init; } = Draft;
    public Person CreatedBy { get; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private init; }
    public int? PublishedRevision { get; private init; }
    public IReadOnlyDictionary<string, LanguageView> Languages { get; }

    /// <summary>Every status that a draft can have.</summary>
    public static readonly IReadOnlyList<string> Statuses = [Draft, "submitted", "inTranslation", "inReview", "returned", "approved", "scheduled", Published, Withdrawn];

    public const string Withdrawn = "withdrawn";
    public const string Draft = "draft";
    public const string Published = "published";

    /// <summary>The columns that <see cref="Read"/> needs; what follows is the act's own <c>where</c>.</summary>
    public const string Select =
        """
        select d.draft_id, d.number, d.revision, d.status, d.created_by, d.created_at, d.updated_at, d.submitted_revision, d.published_revision, r.content,
               coalesce((select jsonb_agg(jsonb_build_object(
                                    'language', l.language, 'revision', l.revision, 'status', l.status,
                                    'publishedRevision', l.published_revision, 'url', l.url))
                           from ingestion.language l
                          where l.draft_id = d.draft_id), '[]') as languages
          from ingestion.draft_with_status d
          join ingestion.revision r using (draft_id, revision)

        """;

    /// <summary>One draft, or null.</summary>
    public static Task<DraftView?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken ct) =>
        connection.FindAsync(Select + "where draft_id = $1", [id], Read, ct);

    /// <summary>Reads a row of <see cref="Select"/>.</summary>
    public static DraftView Read(NpgsqlDataReader row)
    {
        var content = row.FromJson<DraftContent>("content");
        var revision = row.GetFieldValue<int>("revision");
        var status = row.GetFieldValue<string>("status");
        var languages = LanguagesOf(content, revision, status, row.Nullable<int>("submitted_revision"), row.FromJson<List<LanguageRow>>("languages"));
        return new DraftView(content, row.FromJson<Person>("created_by"), languages)
        {
            Id = row.GetFieldValue<Guid>("draft_id"),
            Number = row.GetFieldValue<long>("number"),
            Revision = revision,
            Status = status,
            CreatedAt = row.GetFieldValue<DateTimeOffset>("created_at"),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>("updated_at"),
            PublishedRevision = row.Nullable<int>("published_revision"),
        };
    }

    /// <summary>A draft that was created this moment.</summary>
    public static DraftView Created(DraftContent content, Guid id, long number, Person by, DateTimeOffset at) => new(content, by, LanguagesOf(content, 1, Draft, null, []))
    {
        Id = id,
        Number = number,
        Revision = 1,
        CreatedAt = at,
        UpdatedAt = at,
    };

    // Every language of the newest revision, and every language that readers can still see.
    private static Dictionary<string, LanguageView> LanguagesOf(DraftContent content, int revision, string status, int? submitted, List<LanguageRow> rows)
    {
        var views = content.AllLanguages().ToDictionary(language => language, _ => new LanguageView(status == Withdrawn ? Withdrawn : Draft, revision, null));
        foreach (var row in rows.Where(row => row.Revision >= submitted || row.PublishedRevision is not null))
        {
            var dropped = row.Revision < submitted;
            views[row.Language] = new LanguageView(
                status == Withdrawn ? Withdrawn : row.PublishedRevision >= row.Revision || dropped ? Published : row.Status,
                dropped ? row.PublishedRevision ?? row.Revision : row.Revision,
                row.Url);
        }
        return views;
    }

    private sealed record LanguageRow(string Language, int Revision, string Status, int? PublishedRevision, string? Url);
}

/// <summary>How far one language is.</summary>
/// <param name="Revision">The revision that the status is about.</param>
/// <param name="Url">The page's absolute address; null before release.</param>
public sealed record LanguageView(string Status, int Revision, string? Url);
