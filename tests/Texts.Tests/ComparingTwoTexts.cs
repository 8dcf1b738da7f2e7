namespace Akorda.Texts.Tests;

public sealed class ComparingTwoTexts
{
    [Theory]
    [InlineData("", "")]
    [InlineData("", "words")]
    [InlineData("words", "")]
    [InlineData("The visit was short.", "The visit was very short.")]
    [InlineData("One\n\ntwo\n\nthree", "One\n\n2\n\nthree\n")]
    [InlineData("Қазақстан Республикасының Президенті", "Қазақстан Республикасы Президентінің сайты")]
    public void Loses_nothing_of_either(string before, string now) => AssertLosesNothing(before, now);

    [Fact]
    public void Names_the_word_that_changed() => Assert.Equal(
        [new(WordRun.Kept, "The visit was "), new(WordRun.Removed, "short"), new(WordRun.Added, "long"), new(WordRun.Kept, ".")],
        WordDifference.Between("The visit was short.", "The visit was long."));

    [Fact]
    public void That_are_the_same_is_one_run() => Assert.Equal([new(WordRun.Kept, "Same.")], WordDifference.Between("Same.", "Same."));

    [Fact]
    public void As_long_as_a_draft_may_be_still_names_the_word()
    {
        var paragraphs = Enumerable.Range(0, 2_000).Select(i => $"Paragraph {i} of a very long statement, with some words in it.").ToArray();
        var before = string.Join("\n\n", paragraphs);
        paragraphs[1_234] = paragraphs[1_234].Replace("very", "quite", StringComparison.Ordinal);
        var now = string.Join("\n\n", paragraphs);
        Assert.Equal([new(WordRun.Removed, "very"), new(WordRun.Added, "quite")], WordDifference.Between(before, now).Where(run => run.Change != WordRun.Kept));
        AssertLosesNothing(before, now);
    }

    [Fact]
    public void Without_a_line_in_common_and_of_the_greatest_length_ends_soon()
    {
        var (before, now) = (string.Concat(Enumerable.Repeat("один два ", 22_000)), string.Concat(Enumerable.Repeat("three four ", 18_000)));
        var started = TimeProvider.System.GetTimestamp();
        AssertLosesNothing(before, now);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static void AssertLosesNothing(string before, string now)
    {
        var runs = WordDifference.Between(before, now);
        Assert.Equal(before, string.Concat(runs.Where(run => run.Change != WordRun.Added).Select(run => run.Text)));
        Assert.Equal(now, string.Concat(runs.Where(run => run.Change != WordRun.Removed).Select(run => run.Text)));
    }
}
