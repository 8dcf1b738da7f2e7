using Akorda.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Akorda.Messaging;

/// <summary>Puts the effects of a group's messages in an order in which their rows meet: one statement writes what else many would.</summary>
internal static class Rows
{
    /// <summary>All statements of all effects. Those of one message keep their order; those of different messages have none, since they are about different events.</summary>
    public static List<Statement> Merge(IReadOnlyList<Effects> effects)
    {
        List<Statement> merged = [];
        var places = effects.Select(one => new Place(one)).Where(place => !place.IsAtEnd).ToList();
        while (places.Count > 0)
        {
            var first = places[0];
            if (first.IsRow)
            {
                var together = places.Where(place => place.IsRow && place.Current.Sql == first.Current.Sql).ToList();
                merged.Add(new Statement(first.Current.Sql, ToArrays([.. together.Select(place => place.Current.Args)])));
                foreach (var place in together) place.Next++;
            }
            else
            {
                merged.Add(first.Current);
                first.Next++;
            }
            places.RemoveAll(place => place.IsAtEnd);
        }
        return merged;
    }

    private static object?[] ToArrays(IReadOnlyList<object?[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(column => ToArray([.. rows.Select(row => row[column])]))];

    private static object ToArray(IReadOnlyList<object?> column)
    {
        var type = column.OfType<NpgsqlParameter>().FirstOrDefault()?.NpgsqlDbType;
        var values = column.Select(value => value is NpgsqlParameter parameter ? parameter.Value : value).Select(value => value is DBNull ? null : value).ToList();
        var element = values.FirstOrDefault(value => value is not null)?.GetType() ?? typeof(string);
        if (element.IsValueType && values.Contains(null)) element = typeof(Nullable<>).MakeGenericType(element);
        var array = Array.CreateInstance(element, values.Count);
        for (var i = 0; i < values.Count; i++) array.SetValue(values[i], i);
        return type is null ? array : new NpgsqlParameter { Value = array, NpgsqlDbType = NpgsqlDbType.Array | type.Value };
    }

    private sealed class Place(Effects effects)
    {
        public int Next { get; set; }
        public bool IsAtEnd => Next == effects.Statements.Count;
        public Statement Current => effects.Statements[Next];
        public bool IsRow => effects.IsRow(Current);
    }
}
