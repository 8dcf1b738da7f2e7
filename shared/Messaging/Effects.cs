using Akorda.Postgres;

namespace Akorda.Messaging;

/// <summary>What a consumer wants to happen: statements and outgoing messages. They are committed in one transaction with the inbox row, possibly together with other consumers' effects.</summary>
public sealed class Effects
{
    private readonly List<Statement> statements = [];
    private readonly HashSet<Statement> rows = new(ReferenceEqualityComparer.Instance);
    private readonly List<Outgoing> messages = [];
    private readonly List<Action> afterCommit = [];

    /// <summary>Nothing but the inbox row: the message was understood and changes nothing.</summary>
    public static Effects None => new();

    /// <summary>Statements in the order in which they run.</summary>
    public IReadOnlyList<Statement> Statements => statements;

    /// <summary>Messages that leave through the outbox.</summary>
    public IReadOnlyList<Outgoing> Messages => messages;

    /// <summary>What to call once the transaction is committed.</summary>
    public IReadOnlyList<Action> AfterCommit => afterCommit;

    /// <summary>Adds a statement.</summary>
    public Effects Run(string sql, params object?[] args) => Run(new Statement(sql, args));

    /// <summary>Adds a statement.</summary>
    public Effects Run(Statement statement)
    {
        statements.Add(statement);
        return this;
    }

    /// <summary>Adds one row of a statement that takes many, in the form <c>… from unnest($1::uuid[], $2::text[])</c>: the rows of a group's messages run as one statement. For what every message brings; a key must belong to the event, since one statement may not write a row twice.</summary>
    /// <param name="sql">Every parameter is an array.</param>
    /// <param name="values">This row's value of each parameter; no arrays, which SQL would flatten.</param>
    public Effects RunRow(string sql, params object?[] values)
    {
        Statement row = new(sql, values);
        rows.Add(row);
        return Run(row);
    }

    internal bool IsRow(Statement statement) => rows.Contains(statement);

    /// <summary>Adds an outgoing message.</summary>
    /// <param name="message">A record of Akorda.Contracts.</param>
    /// <param name="urgency">The event's urgency (<see cref="Contracts.Urgency"/>); a header of the message.</param>
    public Effects Send(object message, string urgency)
    {
        messages.Add(new Outgoing(message, urgency));
        return this;
    }

    /// <summary>Wakes something of this process after the commit. A hint only: it is lost when the process dies, so whatever it wakes also looks by itself.</summary>
    public Effects Then(Action wake)
    {
        afterCommit.Add(wake);
        return this;
    }
}

/// <summary>A message on its way out.</summary>
/// <param name="Message">A record of Akorda.Contracts.</param>
/// <param name="Urgency">See <see cref="Contracts.Urgency"/>.</param>
public sealed record Outgoing(object Message, string Urgency);
