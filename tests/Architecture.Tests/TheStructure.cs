using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Akorda.Architecture.Tests;

/// <summary>What a reader may rely on when looking for something, and what a hurried change would break first.</summary>
public sealed partial class TheStructure
{
    private static readonly string[] Modules = ["Ingestion", "Translation", "Review", "Publisher", "Site", "Identity", "Desk", "Sandbox"];
    internal static readonly string Repository = FindRepository();

    [Fact]
    public void A_module_references_shared_projects_and_no_other_module()
    {
        foreach (var module in Modules)
        {
            var references = Assembly.Load("Akorda." + module).GetReferencedAssemblies().Select(name => name.Name);
            Assert.Empty(references.Intersect(Modules.Where(other => other != module).Select(other => "Akorda." + other)));
        }
    }

    [Fact]
    public void Only_shared_Messaging_knows_MassTransit() => OnlyThese("MassTransit", "shared/Messaging/Akorda.Messaging.csproj");

    [Fact]
    public void Only_Identity_knows_Entity_Framework() =>
        Assert.Equal(["services/Identity/Akorda.Identity.csproj"], ProjectsWith("EntityFramework"));

    [Fact]
    public void Nothing_shared_references_a_service() =>
        Assert.DoesNotContain(Projects("shared"), project => References(project).Any(reference => reference.Contains("services", StringComparison.Ordinal)));

    [Fact]
    public void MassTransit_stays_below_9()
    {
        var versions = XDocument.Load(Path.Combine(Repository, "Directory.Packages.props")).Descendants("PackageVersion")
            .Where(package => ((string)package.Attribute("Include")!).StartsWith("MassTransit", StringComparison.Ordinal));
        Assert.All(versions, package => Assert.Equal("[8.5.12,9.0.0)", (string)package.Attribute("Version")!));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository, "Akorda.Pipeline.sln")).Replace('\\', '/');
        Assert.All(Projects("shared").Concat(Projects("services")).Concat(Projects("tests")), project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }

    [Fact]
    public void No_folder_or_file_is_named_after_a_technical_kind() =>
        Assert.DoesNotContain(Sources(), KindName().IsMatch);

    [Fact]
    public void No_file_is_longer_than_a_person_reads_at_once() =>
        Assert.DoesNotContain(Sources(), file => File.ReadLines(Path.Combine(Repository, file)).Count() > 300);

    [Fact]
    public void Every_dependency_has_its_line_among_the_decisions()
    {
        var decisions = string.Concat(Directory.GetFiles(Path.Combine(Repository, "docs", "decisions"), "*.md").Select(File.ReadAllText));
        var packages = XDocument.Load(Path.Combine(Repository, "Directory.Packages.props")).Descendants("PackageVersion").Select(package => (string)package.Attribute("Include")!);
        Assert.All(packages, package => Assert.Contains(package, decisions, StringComparison.Ordinal));
    }

    private static void OnlyThese(string package, params string[] projects) => Assert.Equal(projects, ProjectsWith(package));

    private static IEnumerable<string> ProjectsWith(string package) => Projects("shared").Concat(Projects("services"))
        .Where(project => XDocument.Load(Path.Combine(Repository, project)).Descendants("PackageReference")
            .Any(reference => ((string)reference.Attribute("Include")!).Contains(package, StringComparison.Ordinal)));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Repository, project)).Descendants("ProjectReference").Select(reference => (string)reference.Attribute("Include")!);

    private static IEnumerable<string> Projects(string folder) => Files(folder, "*.csproj");

    private static IEnumerable<string> Sources() => Files("shared", "*.cs").Concat(Files("services", "*.cs"));

    private static IEnumerable<string> Files(string folder, string pattern) => Directory
        .GetFiles(Path.Combine(Repository, folder), pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Akorda.Pipeline.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("(^|/)(Common|Helpers?|Utils?|Managers?|Base|Core|Interfaces|Models|Handlers|Extensions|Services)(/|\\.cs$)|(Manager|Helper|Util|Processor|Dto|DTO)\\.cs$")]
    private static partial Regex KindName();
}
