using System.Globalization;
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

    /// <summary>
    /// Adds that columns have these values, those that are not null, and answers the order, newest first, in which their index holds the rows.
    /// It is said as a range of the index that ends with the key: told that a column equals something, the planner may walk all rows by their key instead,
    /// which is as cheap as it believes only where what is looked for is everywhere.
    /// </summary>
    /// <param name="key">The UUID that the list is sorted by, and the last column of every index that serves it.</param>
    /// <param name="after">The last key of the page before.</param>
    /// <param name="asked">Columns of the code's own, in the order of their index, and what is asked of each.</param>
    public string NewestFirst(string key, Guid? after, params IReadOnlyList<(string Column, object? Value)> asked)
    {
        var columns = asked.Where(one => one.Value is not null).Select(one => one.Column).ToList();
        if (columns.Count == 0)
        {
            And($"{key} <", after);
            return $"{key} desc";
        }
        var values = string.Join(", ", asked.Where(one => one.Value is not null).Select(one => Parameter(one.Value!)));   // the rest is filtered out
        sql.Append(CultureInfo.InvariantCulture, $" and ({string.Join(", ", columns)}) >= ({values}) and ({string.Join(", ", columns)}, {key}) < ({values}, {Parameter(after ?? Guid.AllBitsSet)})");
        return string.Join(", ", columns.Append(key).Select(column => column + " desc"));
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
