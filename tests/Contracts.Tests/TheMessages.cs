using System.Reflection;
using System.Text;

namespace Akorda.Contracts.Tests;

/// <summary>A message's full name and its members are what other versions of the product read. A change here is seen by a person, who approves it by changing the file.</summary>
public sealed class TheMessages
{
    [Fact]
    public void Have_the_shape_that_was_approved()
    {
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "messages.approved.txt"));
        // Beside the approved file, so that approving a change is one copy.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "messages.received.txt"), Shape());
        Assert.Equal(approved.ReplaceLineEndings("\n"), Shape());
    }

    [Fact]
    public void Are_sealed_records_without_a_base()
    {
        var wrong = Messages().Where(type => !type.IsSealed || type.BaseType != typeof(object) || type.GetMethod("<Clone>$") is null);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Live_in_an_assembly_that_references_nothing()
    {
        var references = typeof(Person).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    private static IEnumerable<Type> Messages() =>
        typeof(Person).Assembly.GetExportedTypes().Where(type => !(type.IsAbstract && type.IsSealed)).OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static string Shape()
    {
        var shape = new StringBuilder();
        var nullability = new NullabilityInfoContext();
        foreach (var type in Messages())
        {
            shape.Append(type.FullName).Append('\n');
            foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.Name != "EqualityContract"))
            {
                var optional = nullability.Create(member).ReadState == NullabilityState.Nullable ? "?" : "";
                shape.Append("  ").Append(member.Name).Append(": ").Append(NameOf(member.PropertyType)).Append(optional).Append('\n');
            }
        }
        return shape.ToString();
    }

    private static string NameOf(Type type) => Nullable.GetUnderlyingType(type) is { } value ? NameOf(value)
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
