using Akorda.Postgres;
using Akorda.Site.Pages;
using Npgsql;

namespace Akorda.Site.Intake;

/// <summary>The photographs in the database.</summary>
internal static class Media
{
    private const string Sql =
        """
        select m.medium_id, m.sha256, v.name, v.content_type, v.width, v.height, octet_length(v.bytes) as length
          from site.medium m
          join site.variant v using (medium_id)
         where m.medium_id = any ($1)
         order by m.medium_id, v.content_type = 'image/jpeg', v.width
        """;

    /// <summary>The photographs that texts name, exactly those bytes.</summary>
    /// <returns>The photographs, or in a sentence what is missing.</returns>
    public static async Task<(IReadOnlyDictionary<Guid, Medium> Media, string? Missing)> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<ProvenText> texts, CancellationToken ct)
    {
        var named = texts.SelectMany(text => text.Document.Media).DistinctBy(medium => (medium.Id, medium.Sha256)).ToList();
        if (named.Count == 0) return (new Dictionary<Guid, Medium>(), null);
        var found = ById(await connection.QueryAsync(Sql, [named.Select(medium => medium.Id).ToArray()], Row.Read, ct));
        var missing = named.Where(medium => !found.TryGetValue(medium.Id, out var here) || here.Sha256 != medium.Sha256).Select(medium => medium.Id).ToList();
        return missing.Count == 0 ? (found, null) : (found, $"Not here, or with other bytes: {string.Join(", ", missing)}.");
    }

    /// <summary>Photographs by their ids.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Medium>> ReadAsync(NpgsqlDataSource db, Guid[] ids, CancellationToken ct) =>
        ids.Length == 0 ? new Dictionary<Guid, Medium>() : ById(await db.QueryAsync(Sql, [ids], Row.Read, ct));

    private static Dictionary<Guid, Medium> ById(IEnumerable<Row> rows) => rows.GroupBy(row => (row.Id, row.Sha256))
        .ToDictionary(group => group.Key.Id, group => new Medium(group.Key.Id, group.Key.Sha256, [.. group.Select(row => row.Variant)]));

    private sealed record Row(Guid Id, string Sha256, Variant Variant)
    {
        public static Row Read(NpgsqlDataReader row) => new(
            row.GetFieldValue<Guid>(row.GetOrdinal("medium_id")),
            row.GetFieldValue<string>(row.GetOrdinal("sha256")),
            new Variant(
                row.GetFieldValue<string>(row.GetOrdinal("name")), row.GetFieldValue<string>(row.GetOrdinal("content_type")),
                row.GetFieldValue<int>(row.GetOrdinal("width")), row.GetFieldValue<int>(row.GetOrdinal("height")), row.GetFieldValue<int>(row.GetOrdinal("length"))));
    }
}
