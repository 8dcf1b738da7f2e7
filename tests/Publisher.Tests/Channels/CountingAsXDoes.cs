using Akorda.Texts;

namespace Akorda.Publisher.Tests.Channels;

public sealed class CountingAsXDoes
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Қазақстан Республикасының Президенті", 36)]
    [InlineData("№ 5 ₸ 100 – «Қазақстан»", 25)]
    [InlineData("akorda.kz is the site", 35)]
    [InlineData("https://ақорда.қаз/kk", 23)]
    [InlineData("🇰🇿👨‍👩‍👧‍👦", 4)]
    [InlineData("❤️", 2)]
    [InlineData("1️⃣", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("日本", 4)]
    [InlineData("й", 1)]                                        // composed before it is counted
    [InlineData("see https://www.akorda.kz/kk/events/a-very-long-slug-that-does-not-matter-18423.", 28)]
    [InlineData("https://a.kz/1 https://a.kz/2", 47)]
    [InlineData("2021 ж. 20.12, 5.5 %", 20)]
    [InlineData("т.б. және т.с.с.", 16)]
    public void Weights_are_those_of_the_network(string text, int weight) => Assert.Equal(weight, WeightedLength.Of(text));

    [Fact]
    public void A_word_that_may_be_a_domain_counts_as_one() => Assert.Equal(23, WeightedLength.Of("nation.newtld"));
}
