using System.Buffers.Binary;
using System.Text;

namespace Akorda.Journeys.Telemetry;

/// <summary>One message of the protobuf wire format: its fields in the order in which they stand. As much as OTLP needs.</summary>
internal sealed class Protobuf
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Content)> fields = [];

    public Protobuf(ReadOnlyMemory<byte> message)
    {
        for (var rest = message; rest.Length > 0;)
        {
            var tag = (int)ReadVarint(ref rest);
            switch (tag & 7)
            {
                case Varint: fields.Add((tag >> 3, ReadVarint(ref rest), default)); break;
                case Fixed64: fields.Add((tag >> 3, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref rest, 8).Span), default)); break;
                case Fixed32: fields.Add((tag >> 3, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, 4).Span), default)); break;
                case Bytes: fields.Add((tag >> 3, 0, Take(ref rest, (int)ReadVarint(ref rest)))); break;
                default: throw new InvalidDataException($"A field of wire type {tag & 7}.");
            }
        }
    }

    /// <summary>The messages of a repeated field.</summary>
    public IEnumerable<Protobuf> All(int number) => fields.Where(field => field.Number == number).Select(field => new Protobuf(field.Content));

    /// <summary>The message of a field, or an empty one.</summary>
    public Protobuf One(int number) => All(number).FirstOrDefault() ?? new Protobuf(default);

    public bool Has(int number) => fields.Any(field => field.Number == number);

    public string Text(int number) => Encoding.UTF8.GetString(Content(number).Span);

    public string Hex(int number) => Convert.ToHexStringLower(Content(number).Span);

    public ulong Number(int number) => fields.FirstOrDefault(field => field.Number == number).Value;

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    /// <summary>OTLP's list of key and value, its values as text.</summary>
    public IReadOnlyDictionary<string, string> Attributes(int number)
    {
        Dictionary<string, string> attributes = [];
        foreach (var pair in All(number)) attributes[pair.Text(1)] = pair.One(2).AnyValue();
        return attributes;
    }

    /// <summary>OTLP's value of any type, as text.</summary>
    public string AnyValue() => fields switch
    {
        [] => "",
        [(1, _, var text), ..] => Encoding.UTF8.GetString(text.Span),
        [(2, var truth, _), ..] => truth == 0 ? "false" : "true",
        [(3, var whole, _), ..] => ((long)whole).ToString(System.Globalization.CultureInfo.InvariantCulture),
        [(4, var real, _), ..] => BitConverter.UInt64BitsToDouble(real).ToString(System.Globalization.CultureInfo.InvariantCulture),
        [(5, _, var list), ..] => string.Join(' ', new Protobuf(list).All(1).Select(each => each.AnyValue())),
        [(var other, _, _), ..] => $"a value of field {other}",
    };

    private ReadOnlyMemory<byte> Content(int number) => fields.FirstOrDefault(field => field.Number == number).Content;

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> rest)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref rest, 1).Span[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
