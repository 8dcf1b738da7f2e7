using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Akorda.Postgres;
using Akorda.Texts;
using Npgsql;

namespace Akorda.Translation.Memory;

/// <summary>An approved translation of one segment.</summary>
public static partial class MemoryUnit
{
    /// <summary>Equal for texts that differ in white space only.</summary>
    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(Spaces().Replace(PlainText.Normalize(text), " ")));

    /// <summary>The memory's answers for these segments, by language and source text.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> MatchAsync(
        NpgsqlConnection connection, string sourceLanguage, string[] languages, IReadOnlyList<Segment> segments, CancellationToken ct)
    {
        var byHash = segments.Select(segment => segment.Text).Distinct().ToLookup(text => Convert.ToHexString(HashOf(text)));
        var found = await connection.QueryAsync(
            Sql, [sourceLanguage, languages, byHash.Select(each => Convert.FromHexString(each.Key)).ToArray()],
            row => (Language: row.GetFieldValue<string>("language"), Hash: row.GetFieldValue<byte[]>("source_hash"), Target: row.GetFieldValue<string>("target")), ct);
        return found.GroupBy(each => each.Language).ToDictionary(
            group => group.Key,
            IReadOnlyDictionary<string, string> (group) => group
                .SelectMany(each => byHash[Convert.ToHexString(each.Hash)].Select(text => (text, each.Target)))
                .ToDictionary(each => each.text, each => each.Target));
    }

    private const string Sql =
        """
        select language, source_hash, target
          from translation.memory
         where source_language = $1
           and language = any($2)
           and source_hash = any($3)
        """;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
