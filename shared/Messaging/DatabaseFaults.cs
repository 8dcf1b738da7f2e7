using Npgsql;

namespace Akorda.Messaging;

/// <summary>Tells a database that may be away from a statement that is wrong.</summary>
internal static class DatabaseFaults
{
    /// <summary>True for what is no attempt if the database turns out to be away: no connection, a shutdown, a server that is not open yet or only for reading.</summary>
    public static bool MayBeAway(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is "57P01" or "57P02" or "57P03" or "25006" or "53300" || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException npgsql => npgsql.IsTransient,
        TimeoutException { Source: "Npgsql" } => true,
        { InnerException: { } inner } => MayBeAway(inner),
        _ => false,
    };
}
