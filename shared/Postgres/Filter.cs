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
    /// The last column is said as a range that ends with the key: told that it equals something, the planner may walk all rows by their key instead,
    /// which is as cheap as it believes only where what is looked for is everywhere. The range's lower end names that column alone:
    /// PostgreSQL ends a walk through an index by the first column of a comparison of rows, and by no other.
    /// </summary>
    /// <param name="key">The UUID that the list is sorted by, and the last column of every index that serves it.</param>
    /// <param name="after">The last key of the page before.</param>
    /// <param name="asked">Columns of the code's own, in the order of their index, and what is asked of each.</param>
    public string NewestFirst(string key, Guid? after, params IReadOnlyList<(string Column, object? Value)> asked)
    {
        var (column, value) = asked.LastOrDefault(one => one.Value is not null);
        if (value is null)
        {
            And($"{key} <", after);
            return $"{key} desc";
        }
        foreach (var (other, wanted) in asked.Where(one => one.Column != column)) And($"{other} =", wanted);
        var parameter = Parameter(value);
        sql.Append(CultureInfo.InvariantCulture, $" and {column} >= {parameter} and ({column}, {key}) < ({parameter}, {Parameter(after ?? Guid.AllBitsSet)})");
        return $"{column} desc, {key} desc";
    }

    /// <summary>The pattern of what holds these words, for <c>ilike</c>: what somebody types is words, never a pattern.</summary>
    public static string Holding(string words) =>
        "%" + words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";

    /// <summary>Adds a value and answers the parameter that stands for it, such as <c>$3</c>.</summary>
    public string Parameter(object value)
    {
        args.Add(value);
        return $"${args.Count}";
    }

    /// <summary>What follows <c>where</c>; <c>true</c> when nothing was asked for.</summary>
    public override string ToString() => sql.ToString();
}
