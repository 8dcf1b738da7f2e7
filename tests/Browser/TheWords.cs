using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Akorda.Browser;

/// <summary>The interface's words: each in three languages, and none forgotten or left over.</summary>
public sealed partial class TheWords
{
    private static readonly string[] Suffixes = ["", ".ru", ".en"];

    // The same in two languages because it is: names of networks, and words that Kazakh and Russian share.
    private static readonly HashSet<string> MeantToBeTheSame =
    [
        .. File.ReadAllLines(Path.Combine(Desk, "..", "..", "tests", "Browser", "same-words.txt")).Where(line => line.Length > 0 && !line.StartsWith('#')),
    ];

    private static string Desk
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Akorda.Pipeline.sln"))) folder = folder.Parent!;
            return Path.Combine(folder.FullName, "services", "Desk");
        }
    }

    public static TheoryData<string> Folders => [.. Directory.GetFiles(Desk, "Words.resx", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Stand_in_every_language(string folder)
    {
        var (kk, ru, en) = Read(folder);
        // The plural forms differ by language.
        Assert.Equal(Kinds(kk.Keys), Kinds(ru.Keys));
        Assert.Equal(Kinds(kk.Keys), Kinds(en.Keys));
        foreach (var counted in ru.Keys.Where(key => key.EndsWith(".many", StringComparison.Ordinal)).Select(key => key[..^5]))
        {
            foreach (var form in (string[])["one", "few", "many"]) Assert.Contains($"{counted}.{form}", ru.Keys);
            foreach (var form in (string[])["one", "other"])
            {
                Assert.Contains($"{counted}.{form}", kk.Keys);
                Assert.Contains($"{counted}.{form}", en.Keys);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Differ_between_languages_unless_the_same_is_meant(string folder)
    {
        var (kk, ru, en) = Read(folder);
        var same = kk.Keys.Where(key => ru.GetValueOrDefault(key) == kk[key] || en.GetValueOrDefault(key) == kk[key] || en.TryGetValue(key, out var words) && ru.GetValueOrDefault(key) == words);
        Assert.Equal([], same.Except(MeantToBeTheSame));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Take_the_same_values_in_every_language(string folder)
    {
        var (kk, ru, en) = Read(folder);
        foreach (var key in kk.Keys)
        {
            foreach (var other in new[] { ru, en }.Where(words => words.ContainsKey(key)))
                Assert.True(Places(kk[key]).SetEquals(Places(other[key])), $"{key}: {kk[key]} | {other[key]}");
        }
    }

    [Fact]
    public void That_a_page_asks_for_are_there()
    {
        var known = Folders.SelectMany(folder => Read(folder).Kazakh.Keys).ToHashSet();
        var asked = Directory.GetFiles(Desk, "*.razor", SearchOption.AllDirectories).Concat(Directory.GetFiles(Desk, "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Asked().Matches(File.ReadAllText(file))).Select(match => (Key: match.Groups["key"].Value, Counted: match.Groups["count"].Success, Begins: match.Groups["more"].Success));
        Assert.Empty(asked.Where(each => !(each.Counted ? known.Contains(each.Key + ".one") : each.Begins ? known.Any(key => key.StartsWith(each.Key, StringComparison.Ordinal)) : known.Contains(each.Key))).Select(each => each.Key).Distinct());
    }

    private static IEnumerable<string> Kinds(IEnumerable<string> keys) => keys.Select(key => Plural().Replace(key, "")).Distinct().Order(StringComparer.Ordinal);

    private static HashSet<string> Places(string words) => [.. Place().Matches(words).Select(match => match.Value)];

    private static (Dictionary<string, string> Kazakh, Dictionary<string, string> Russian, Dictionary<string, string> English) Read(string folder)
    {
        var all = Suffixes.Select(suffix => XDocument.Load(Path.Combine(Desk, folder, $"Words{suffix}.resx")).Root!.Elements("data")
            .ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!)).ToList();
        return (all[0], all[1], all[2]);
    }

    [GeneratedRegex(@"\.(one|few|many|other)$")]
    private static partial Regex Plural();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("""[Ww]ords(\[|\.Find\(|\.(?<count>Count)\()"(?<key>[a-z]+\.[\w.-]*)"(?<more> \+)?""")]
    private static partial Regex Asked();
}
