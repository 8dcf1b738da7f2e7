using Npgsql;

namespace Akorda.Postgres;

/// <summary>Opens a service's database the one way that suits the product.</summary>
public static class Database
{
    // A prepared statement keeps its plan, which may have been made while its tables were new and empty. Every query here finds its rows by an index,
    // whatever the tables hold; so that is asked for, and one plan serves all values. Lists are in the order of an index, so nothing is sorted half way,
    // and a row that an index finds is in memory or on a flash disk: it costs little more than its neighbour.
    private const string Plans = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_incremental_sort=off -c random_page_cost=1.1";

    /// <summary>A pool for a service's data role: prepared statements, bounded waits, UTC.</summary>
    /// <param name="connectionString">Any Npgsql connection string; its options are kept.</param>
    /// <param name="maxPoolSize">Most connections at once; the sum over all services of a process must stay below the server's <c>max_connections</c>.</param>
    public static NpgsqlDataSource Open(string connectionString, int maxPoolSize = 16)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = maxPoolSize,
            // To give a statement up, Npgsql tells the server over another connection, and waits for that one first: at a silent server this is added to every limit.
            Timeout = 2,
            CommandTimeout = 30,
            CancellationTimeout = 500,
            NoResetOnClose = true,
        };
        text.Options = $"{Plans} {text.Options}".TrimEnd();
        // Its metrics and spans name the pool; by itself Npgsql would take the connection string for that.
        return new NpgsqlDataSourceBuilder(text.ConnectionString) { Name = text.Database }.Build();
    }
}
