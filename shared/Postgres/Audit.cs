using Npgsql;

namespace Akorda.Postgres;

/// <summary>Who did what and when, written in the act's own transaction. Rows are insert-only; <see cref="SealAudit"/> chains them afterwards, so that acts do not wait for each other.</summary>
public static class Audit
{
    /// <summary>The statement that records an act.</summary>
    /// <param name="actor">The person's id, or the name of the service that acted by itself.</param>
    /// <param name="act">What was done, in the form <c>draft-submitted</c>.</param>
    /// <param name="subject">The id of what it was done to.</param>
    /// <param name="detail">What somebody reading the log needs beside that; no text of a statement, no secret.</param>
    public static Statement Of(string actor, string act, string subject, string? detail = null) =>
        new("insert into audit.act (actor, act, subject, detail) values ($1, $2, $3, $4)", actor, act, subject, detail);
}

/// <summary>One SQL statement and its positional arguments.</summary>
/// <param name="Sql">The text, with <c>$1</c>, <c>$2</c> …</param>
/// <param name="Args">The arguments; an <see cref="NpgsqlParameter"/> where the type must be said.</param>
public sealed record Statement(string Sql, params object?[] Args)
{
    /// <summary>The statement as a command of a batch, which saves a round trip for each.</summary>
    public NpgsqlBatchCommand ToBatchCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.AddArguments(Args);
        return command;
    }
}
