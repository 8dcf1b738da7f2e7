using Akorda.Texts;
using Microsoft.Extensions.Configuration;

namespace Akorda.Hosting;

/// <summary>Reads the newsroom's vocabulary from the configuration section <c>Vocabulary</c>; a list that is left out keeps its defaults.</summary>
public static class VocabularySettings
{
    /// <summary>The vocabulary of this process.</summary>
    /// <exception cref="InvalidOperationException">It contradicts itself; every fault is named.</exception>
    public static Vocabulary Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Vocabulary");
        var defaults = new Vocabulary();
        // List by list: the binder would append what is configured to the defaults instead of replacing them.
        var vocabulary = new Vocabulary
        {
            Languages = section.GetSection(nameof(Vocabulary.Languages)).Get<string[]>() ?? defaults.Languages,
            RequiredLanguages = section.GetSection(nameof(Vocabulary.RequiredLanguages)).Get<string[]>() ?? defaults.RequiredLanguages,
            Sections = section.GetSection(nameof(Vocabulary.Sections)).Get<SectionSettings[]>()?.Select(each => each.ToSection()).ToList() ?? defaults.Sections,
            Topics = section.GetSection(nameof(Vocabulary.Topics)).Get<NamedSettings[]>()?.Select(each => each.ToNamed()).ToList() ?? defaults.Topics,
        };
        var faults = Faults(vocabulary).ToList();
        return faults.Count == 0 ? vocabulary : throw new InvalidOperationException("Configuration section Vocabulary: " + string.Join("; ", faults) + ".");
    }

    private static IEnumerable<string> Faults(Vocabulary vocabulary)
    {
        if (vocabulary.Languages.Count == 0) yield return "there is no language";
        if (vocabulary.Sections.Count == 0) yield return "there is no section";
        foreach (var language in vocabulary.RequiredLanguages.Except(vocabulary.Languages))
            yield return $"the required language '{language}' is none of the languages";
        foreach (var list in new[] { vocabulary.Sections, vocabulary.Topics }.Concat(vocabulary.Sections.Select(section => section.Rubrics)))
        {
            foreach (var twice in list.GroupBy(named => named.Id).Where(group => group.Count() > 1)) yield return $"'{twice.Key}' stands twice";
            foreach (var named in list)
            {
                if (named.Id.Length == 0 || named.Id.Any(letter => !(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
                    yield return $"the id '{named.Id}' is not of a-z, 0-9 and hyphens, which addresses need";
                foreach (var language in vocabulary.Languages.Where(language => string.IsNullOrWhiteSpace(named.Names.GetValueOrDefault(language))))
                    yield return $"'{named.Id}' has no name in '{language}'";
            }
        }
    }

    private sealed record SectionSettings
    {
        public string Id { get; init; } = "";
        public Dictionary<string, string> Names { get; init; } = [];
        public NamedSettings[] Rubrics { get; init; } = [];

        public Section ToSection() => new() { Id = Id, Names = Names, Rubrics = [.. Rubrics.Select(rubric => rubric.ToNamed())] };
    }

    private sealed record NamedSettings
    {
        public string Id { get; init; } = "";
        public Dictionary<string, string> Names { get; init; } = [];

        public Named ToNamed() => new() { Id = Id, Names = Names };
    }
}
