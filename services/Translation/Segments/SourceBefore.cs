using Akorda.Postgres;
using Akorda.Texts;
using Akorda.Translation.Tasks;
using Npgsql;

namespace Akorda.Translation.Segments;

/// <summary>The source as it read in the revision before: a translator sees what moved, and leaves the rest alone.</summary>
public sealed class SourceBefore
{
    public const string New = "new";
    public const string Changed = "changed";

    private readonly Dictionary<string, string> words;

    private SourceBefore(IReadOnlyList<Segment> segments) => words = segments.ToDictionary(segment => segment.Id, segment => segment.Text, StringComparer.Ordinal);

    /// <summary>The revision before a task's; null of the first one, and where the source changed its language.</summary>
    public static async Task<SourceBefore?> FindAsync(NpgsqlConnection connection, TranslationTask task, CancellationToken ct) =>
        task.Revision > 1 && await connection.FindAsync(Sql, [task.EventId, task.SourceLanguage, task.Revision], row => row.FromJson<List<Segment>>("segments"), ct) is { } segments
            ? new SourceBefore(segments)
            : null;

    /// <summary><c>new</c>, <c>changed</c>, or null when the segment reads as it did.</summary>
    public string? ChangeOf(Segment now) => words.TryGetValue(now.Id, out var before) ? before == now.Text ? null : Changed : New;

    /// <summary>How a changed segment read.</summary>
    public string? WordsOf(Segment now) => ChangeOf(now) == Changed ? words[now.Id] : null;

    private const string Sql =
        """
        select segments
          from translation.source
         where event_id = $1
           and language = $2
           and revision < $3
         order by revision desc
         limit 1
        """;
}
