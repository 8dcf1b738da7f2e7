using Npgsql;

namespace Akorda.Postgres;

/// <summary>Plain SQL in one line each: positional parameters (<c>$1</c>), a reader function, a token. A missing column throws.</summary>
public static class Queries
{
    extension(NpgsqlDataSource db)
    {
        /// <summary>All rows of a query.</summary>
        public async Task<List<T>> QueryAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct)
        {
            await using var command = db.CreateCommand(sql);
            return await AllAsync(command, args, read, ct);
        }

        /// <summary>The first row of a query, or the default of <typeparamref name="T"/> when there is none.</summary>
        public async Task<T?> FindAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct)
        {
            await using var command = db.CreateCommand(sql);
            return await FirstAsync(command, args, read, ct);
        }

        /// <summary>Runs a statement that is a transaction of its own; answers the number of rows it touched.</summary>
        public async Task<int> ExecuteAsync(string sql, object?[] args, CancellationToken ct)
        {
            await using var command = db.CreateCommand(sql);
            command.Parameters.AddArguments(args);
            return await command.ExecuteNonQueryAsync(ct);
        }
    }

    extension(NpgsqlConnection connection)
    {
        /// <summary>All rows of a query, within the connection's transaction.</summary>
        public async Task<List<T>> QueryAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await AllAsync(command, args, read, ct);
        }

        /// <summary>The first row of a query within the connection's transaction, or the default of <typeparamref name="T"/>.</summary>
        public async Task<T?> FindAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await FirstAsync(command, args, read, ct);
        }

        /// <summary>Runs a statement within the connection's transaction; answers the number of rows it touched.</summary>
        public async Task<int> ExecuteAsync(string sql, object?[] args, CancellationToken ct)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddArguments(args);
            return await command.ExecuteNonQueryAsync(ct);
        }
    }

    extension(NpgsqlParameterCollection parameters)
    {
        /// <summary>Adds positional parameters; null becomes SQL null, an <see cref="NpgsqlParameter"/> is taken as it is.</summary>
        public void AddArguments(object?[] args)
        {
            foreach (var arg in args)
                parameters.Add(arg as NpgsqlParameter ?? new NpgsqlParameter { Value = arg ?? DBNull.Value });
        }
    }

    extension(NpgsqlDataReader row)
    {
        /// <summary>A column that may be null.</summary>
        public T? Nullable<T>(string column) where T : struct
        {
            var ordinal = row.GetOrdinal(column);
            return row.IsDBNull(ordinal) ? null : row.GetFieldValue<T>(ordinal);
        }

        /// <summary>A text column that may be null.</summary>
        public string? NullableText(string column)
        {
            var ordinal = row.GetOrdinal(column);
            return row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
        }
    }

    private static async Task<List<T>> AllAsync<T>(NpgsqlCommand command, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        command.Parameters.AddArguments(args);
        await using var row = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await row.ReadAsync(ct)) rows.Add(read(row));
        return rows;
    }

    private static async Task<T?> FirstAsync<T>(NpgsqlCommand command, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        command.Parameters.AddArguments(args);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? read(row) : default;
    }
}
