using System.Text;

namespace Akorda.Postgres;

/// <summary>The conditions that a list was asked for, and only those: each combination is a statement with a plan of its own, where <c>$1 is null or …</c> would read the whole table.</summary>
public sealed class Filter
{
    private readonly StringBuilder sql = new("true");
    private readonly List<object?> args = [];

    /// <summary>The values, in the order of their parameters.</summary>
    public object?[] Args => [.. args];

    /// <summary>Adds a condition when there is a value for it.</summary>
    /// <param name="comparison">A column and an operator of the code's own, such as <c>r.state =</c>; never text from outside.</param>
    /// <param name="value">Null: this was not asked for.</param>
    public Filter And(string comparison, object? value)
    {
        if (value is not null) sql.Append(" and ").Append(comparison).Append(' ').Append(Parameter(value));
        return this;
    }

    /// <summary>Adds a value and answers the parameter that stands for it, such as <c>$3</c>.</summary>
    public string Parameter(object value)
    {
        args.Add(value);
        return $"${args.Count}";
    }

    /// <summary>What follows <c>where</c>; <c>true</c> when nothing was asked for.</summary>
    public override string ToString() => sql.ToString();
}
