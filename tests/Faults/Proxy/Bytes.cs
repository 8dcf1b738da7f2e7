namespace Akorda.Faults.Proxy;

/// <summary>Moments of the protocols as their bytes. Texts of statements are not repeated on the wire, answers are.</summary>
public static class Bytes
{
    /// <summary>PostgreSQL to its client: a transaction is committed (CommandComplete).</summary>
    public static byte[] Committed => [(byte)'C', 0, 0, 0, 11, .. "COMMIT\0"u8];

    /// <summary>PostgreSQL to its client: one row was inserted, in a transaction that is not committed yet (CommandComplete, then ReadyForQuery).</summary>
    public static byte[] InsertedInTransaction => [.. "INSERT 0 1\0"u8, (byte)'Z', 0, 0, 0, 5, (byte)'T'];

    /// <summary>The body of AMQP's basic.ack and its length: from the broker a publisher's confirm, to the broker a consumer's acknowledgement.</summary>
    public static byte[] Acknowledged => [0, 0, 0, 13, 0, 60, 0, 80];

    /// <summary>The first bytes of any HTTP answer.</summary>
    public static byte[] Answer => [.. "HTTP/1.1 "u8];
}
