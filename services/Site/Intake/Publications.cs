using Akorda.Contracts.Site;
using Akorda.Postgres;
using Akorda.Site.Pages;
using Akorda.Texts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Site.Intake;

/// <summary>The publications in the database.</summary>
public sealed class Publications([FromKeyedServices(SiteModule.Key)] NpgsqlDataSource db, EventPages pages, PictureFolder pictures, Shown shown)
{
    // One statement decides, by the database's clock: newer than what stands, not withdrawn before, and no embargo ahead.
    private const string WriteSql =
        """
        insert into site.publication as standing (event_id, number, version, revision, withdrawn, visible_at, first_visible_at)
        select $1, $2, $3, $4, $5, now, now
          from clock_timestamp() as now
         where $6::timestamptz is null or $6 <= now or $5
        on conflict (event_id) do update
           set version = excluded.version, revision = excluded.revision, withdrawn = excluded.withdrawn, visible_at = excluded.visible_at
         where standing.version < excluded.version
           and standing.number = excluded.number
           and not standing.withdrawn
        returning visible_at, first_visible_at
        """;

    private const string WriteTextSql =
        """
        insert into site.text as standing (event_id, language, section, slug, revision, round, document, approval, words, first_visible_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
        on conflict (event_id, language) do update
           set section = excluded.section, slug = excluded.slug, revision = excluded.revision, round = excluded.round,
               document = excluded.document, approval = excluded.approval, words = excluded.words,
               changed_at = case when standing.words is not distinct from excluded.words then standing.changed_at else excluded.changed_at end
        returning first_visible_at, changed_at
        """;

    private const string ReadSql =
        """
        select p.event_id, p.number, p.version, p.withdrawn, p.visible_at, p.first_visible_at as event_first_visible_at,
               t.language, t.section, t.slug, t.document, t.first_visible_at, t.changed_at
          from site.publication p
          left join site.text t using (event_id)
        """;

    /// <summary>Writes a push, and its row of the audit.</summary>
    /// <returns>The publication as it is shown; null when what stands is not replaced.</returns>
    public static async Task<Publication?> WriteAsync(
        NpgsqlConnection connection, PublicationPush push, IReadOnlyList<ProvenText> texts, IReadOnlyDictionary<Guid, Medium> media, Statement audit, CancellationToken ct)
    {
        var embargo = texts.Max(text => text.Document.EmbargoUntil);
        var visible = await connection.FindAsync(
            WriteSql, [push.EventId, push.Number, push.Version, push.Revision, push.Withdrawn, embargo],
            row => new { At = row.GetFieldValue<DateTimeOffset>(0), First = row.GetFieldValue<DateTimeOffset>(1) }, ct);
        if (visible is null) return null;
        var written = await WriteTextsAsync(connection, push, texts, visible.At, audit, ct);
        return new Publication
        {
            EventId = push.EventId,
            Number = push.Number,
            Version = push.Version,
            Withdrawn = push.Withdrawn,
            VisibleAt = visible.At,
            FirstVisibleAt = visible.First,
            // In one order whoever pushes and after every start: the same words are the same bytes.
            Texts = [.. written.OrderBy(text => text.Language, StringComparer.Ordinal)],
            Media = push.Withdrawn ? new Dictionary<Guid, Medium>() : media,
        };
    }

    /// <summary>Reads all publications and shows them.</summary>
    public Task ShowAllAsync(CancellationToken ct) => ShowAsync("", [], ct);

    /// <summary>Reads one publication again and shows it.</summary>
    public Task ShowAsync(Guid eventId, CancellationToken ct) => ShowAsync(" where p.event_id = $1", [eventId], ct);

    /// <summary>Shows what another process of the Site accepted.</summary>
    /// <param name="since">Some time before the last look: a transaction becomes visible later than the time that it wrote.</param>
    public async Task ShowMissedAsync(DateTimeOffset since, CancellationToken ct)
    {
        var changed = await db.QueryAsync(
            "select event_id, number, version from site.publication where visible_at > $1", [since],
            row => new { EventId = row.GetGuid(0), Number = row.GetInt64(1), Version = row.GetInt64(2) }, ct);
        foreach (var missed in changed.Where(one => shown.Now.VersionOf(one.Number) < one.Version)) await ShowAsync(missed.EventId, ct);
    }

    private async Task ShowAsync(string where, object?[] args, CancellationToken ct)
    {
        var rows = await db.QueryAsync(ReadSql + where, args, PublicationRow.Read, ct);
        var documents = rows.Select(row => row.Text?.Document).OfType<Document>().ToList();
        var media = await Media.ReadAsync(db, [.. documents.SelectMany(document => document.Media).Select(medium => medium.Id).Distinct()], ct);
        await pictures.FetchAsync(media.Values, ct);
        var events = rows.GroupBy(row => row.Publication.EventId).Select(group => group.First().Publication with
        {
            Texts = [.. group.Select(row => row.Text).OfType<PublishedText>().OrderBy(text => text.Language, StringComparer.Ordinal)],
            Media = group.SelectMany(row => row.Text?.Document?.Media ?? []).Select(medium => medium.Id).Distinct().ToDictionary(id => id, id => media[id]),
        });
        await shown.ShowAsync([.. events.AsParallel().Select(pages.Render)]);
    }

    // All in one round trip: readers wait for this.
    private static async Task<List<PublishedText>> WriteTextsAsync(
        NpgsqlConnection connection, PublicationPush push, IReadOnlyList<ProvenText> texts, DateTimeOffset at, Statement audit, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new Statement("delete from site.text where event_id = $1 and language <> all ($2)", push.EventId, texts.Select(text => text.Pushed.Language).ToArray()).ToBatchCommand());
        batch.BatchCommands.Add(audit.ToBatchCommand());
        // Last, so that reading them to the end meets every failure: a failed statement that nobody met would make the commit a silent rollback.
        foreach (var text in texts) batch.BatchCommands.Add(Write(push, text, at).ToBatchCommand());
        await using var row = await batch.ExecuteReaderAsync(ct);
        var written = new List<PublishedText>();
        foreach (var text in texts)
        {
            await row.ReadAsync(ct);
            written.Add(new PublishedText
            {
                Language = text.Pushed.Language,
                Section = text.Document.Section,
                Slug = text.Pushed.Slug,
                Document = push.Withdrawn ? null : text.Document,
                FirstVisibleAt = row.GetFieldValue<DateTimeOffset>(0),
                ChangedAt = row.GetFieldValue<DateTimeOffset>(1),
            });
            await row.NextResultAsync(ct);
        }
        return written;
    }

    private static Statement Write(PublicationPush push, ProvenText text, DateTimeOffset at)
    {
        var (pushed, document) = (text.Pushed, text.Document);
        object?[] words = push.Withdrawn ? [null, null, null] : [pushed.Document, pushed.Approval, PublishedText.WordsOf(document)];
        return new Statement(WriteTextSql, [push.EventId, pushed.Language, document.Section, pushed.Slug, pushed.Revision, pushed.Round, .. words, at]);
    }

    private sealed record PublicationRow(Publication Publication, PublishedText? Text)
    {
        public static PublicationRow Read(NpgsqlDataReader row) => new(
            new Publication
            {
                EventId = row.GetFieldValue<Guid>(row.GetOrdinal("event_id")),
                Number = row.GetFieldValue<long>(row.GetOrdinal("number")),
                Version = row.GetFieldValue<long>(row.GetOrdinal("version")),
                Withdrawn = row.GetFieldValue<bool>(row.GetOrdinal("withdrawn")),
                VisibleAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("visible_at")),
                FirstVisibleAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("event_first_visible_at")),
                Texts = [],
                Media = new Dictionary<Guid, Medium>(),
            },
            row.NullableText("language") is { } language
                ? new PublishedText
                {
                    Language = language,
                    Section = row.GetFieldValue<string>(row.GetOrdinal("section")),
                    Slug = row.GetFieldValue<string>(row.GetOrdinal("slug")),
                    Document = row.NullableText("document") is { } document ? Document.Read(document) : null,
                    FirstVisibleAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("first_visible_at")),
                    ChangedAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("changed_at")),
                }
                : null);
    }
}
