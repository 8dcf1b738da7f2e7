using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Akorda.Postgres;

/// <summary>A value that is kept in a <c>jsonb</c> column, in the product's JSON form (camelCase, Cyrillic as it is).</summary>
public static class Json
{
    /// <summary>The product's JSON form; read tolerantly, so that a newer writer does not break an older reader.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A <c>jsonb</c> parameter; null becomes SQL null.</summary>
    public static NpgsqlParameter Parameter<T>(T value) => new()
    {
        Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, Options),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };

    extension(NpgsqlDataReader row)
    {
        /// <summary>A <c>jsonb</c> column that is never null.</summary>
        public T FromJson<T>(string column) =>
            JsonSerializer.Deserialize<T>(row.GetString(row.GetOrdinal(column)), Options)
            ?? throw new InvalidDataException($"Column {column} holds a JSON null.");
    }
}
