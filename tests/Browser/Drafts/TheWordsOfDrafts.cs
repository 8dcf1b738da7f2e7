using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Akorda.Texts;

namespace Akorda.Browser;

/// <summary>What the services say to machines, said to people.</summary>
public sealed class TheWordsOfDrafts
{
    public static TheoryData<string> Languages => [.. Words.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Name_every_rule_that_a_draft_can_break(string language)
    {
        var words = Words.In(language);
        Assert.All(Testing.DraftFaults.Codes, code => Assert.NotNull(words.Find("layout.rule." + code)));
    }

    [Theory]
    [InlineData("draft-revised", "revision 3", "3-нұсқа")]
    [InlineData("translation-completed", "revision 2, round 1", "2-нұсқа")]
    [InlineData("text-approved", "revision 2, round 3, unchanged since it was approved", "2-нұсқа · 3-айналым · бекітілгеннен бері өзгермеген")]
    [InlineData("release-scheduled", "revision 4, for 2035-12-20T09:00:00Z", "4-нұсқа · шығуы: 2035 жылғы 20 желтоқсан, 14:00 (Астана)")]
    [InlineData("release-published", "revision 4: kk, ru", "4-нұсқа · Қазақша, Орысша")]
    [InlineData("release-ordered", "without en: аудармашы жоқ", "мына тілсіз: Ағылшынша · аудармашы жоқ")]
    [InlineData("delivery-attempted", "telegram-kk, publish: uncertain", "telegram-kk · жариялау: шыққан-шықпағаны әлі белгісіз")]
    [InlineData("delivery-settled", "site: publish delivered https://akorda.kz/kk/events/a-1", "сайт · жариялау: Жетті, расталды · https://akorda.kz/kk/events/a-1")]
    [InlineData("delivery-settled", "x-en: withdraw withdrawn There was no post to take back.", "x-en · қайтарып алу: Қайтарып алынды · Қайтарып алатын жазба болған жоқ.")]
    [InlineData("delivery-resolved", "telegram-kk: absent", "telegram-kk · желіде жоқ")]
    [InlineData("withdrawal-dropped", "The event is public already; a publisher can withdraw it.", "Оқиға жарияланып кеткен, оны жариялаушы қайтарып ала алады.")]
    [InlineData("text-returned", "Please check the revision 3 figures", "Please check the revision 3 figures")]
    [InlineData("approval-refused", "something that nobody worded", "something that nobody worded")]
    public void Say_what_a_step_of_the_timeline_says(string step, string detail, string expected)
    {
        var parts = StepWords.Of(new ShowDraft.TimelineStep(default, step, null, null, detail), Words.In("kk"));
        Assert.Equal(expected, string.Join(" · ", parts.Select(part => part.Text)));
    }

    [Fact]
    public void Keep_what_each_of_two_people_changed()
    {
        var reading = new FormField.Reading(Words.In("en"), new Vocabulary());
        var began = new DraftForm { Title = "A", Lead = "B", Body = "C", Topics = ["economy"] };
        var met = TwoHands.Meet(began, began with { Lead = "theirs", Body = "theirs", Topics = [] }, began with { Title = "mine", Body = "mine" }, reading);
        Assert.Equal(("mine", "theirs", "mine", 0), (met.Title, met.Lead, met.Body, met.Topics.Count));
        var (taken, disputed) = TwoHands.Compare(began, began with { Lead = "theirs", Body = "theirs", Topics = [] }, met, reading);
        Assert.Equal(["lead", "topics"], taken.Select(changed => changed.Field.Name));
        Assert.Equal(["body"], disputed.Select(changed => changed.Field.Name));
    }
}
