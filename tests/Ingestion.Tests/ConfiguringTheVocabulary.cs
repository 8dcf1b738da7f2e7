using Akorda.Hosting;
using Akorda.Texts;
using Microsoft.Extensions.Configuration;

namespace Akorda.Ingestion.Tests;

public sealed class ConfiguringTheVocabulary
{
    [Fact]
    public void Nothing_means_the_press_services_own_words()
    {
        var vocabulary = Read([]);
        Assert.Equal(["kk", "ru", "en"], vocabulary.Languages);
        Assert.Equal(["kk"], vocabulary.RequiredLanguages);
        Assert.Equal("Ақорда", vocabulary.Sections[0].Rubrics[0].Names["kk"]);
        Assert.NotEmpty(vocabulary.Topics);
    }

    [Fact]
    public void A_list_replaces_its_default_and_leaves_the_others()
    {
        var vocabulary = Read(new()
        {
            ["Vocabulary:Languages:0"] = "kk",
            ["Vocabulary:Languages:1"] = "en",
            ["Vocabulary:Sections:0:Id"] = "speeches",
            ["Vocabulary:Sections:0:Names:kk"] = "Сөздер",
            ["Vocabulary:Sections:0:Names:en"] = "Speeches",
            ["Vocabulary:Sections:0:Rubrics:0:Id"] = "akorda",
            ["Vocabulary:Sections:0:Rubrics:0:Names:kk"] = "Ақорда",
            ["Vocabulary:Sections:0:Rubrics:0:Names:en"] = "Akorda",
        });
        Assert.Equal(["kk", "en"], vocabulary.Languages);
        var section = Assert.Single(vocabulary.Sections);
        Assert.Equal(("speeches", "Speeches"), (section.Id, section.Names["en"]));
        Assert.Equal("akorda", Assert.Single(section.Rubrics).Id);
        Assert.Equal(["kk"], vocabulary.RequiredLanguages);
        Assert.Equal(4, vocabulary.Topics.Count);
    }

    [Fact]
    public void Every_contradiction_is_named_at_start()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(new()
        {
            ["Vocabulary:Languages:0"] = "ru",
            ["Vocabulary:Topics:0:Id"] = "Big Topic",
            ["Vocabulary:Topics:1:Id"] = "sport",
            ["Vocabulary:Topics:1:Names:ru"] = "Спорт",
            ["Vocabulary:Topics:2:Id"] = "sport",
            ["Vocabulary:Topics:2:Names:ru"] = "Спорт",
        }));
        foreach (var fault in (string[])["required language 'kk'", "'Big Topic' is not of a-z", "'Big Topic' has no name in 'ru'", "'sport' stands twice"])
            Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    private static Vocabulary Read(Dictionary<string, string?> settings) =>
        VocabularySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
