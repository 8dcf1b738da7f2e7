using System.Net;
using System.Text.Json;
using Akorda.Contracts.Translations;

namespace Akorda.Translation.Tests;

public sealed class AReturnedTranslation(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private const string Paragraph = "The first paragraph has 5 numbers.";

    [Fact]
    public async Task Goes_on_with_its_words_and_the_comment_in_the_next_round()
    {
        var (about, task) = await newsroom.TranslatedAsync();
        var translator = newsroom.Translator();
        var id = (await translator.SegmentsAsync(task))[Paragraph].GetProperty("id").GetString()!;
        await newsroom.HandleAsync(A.Returned(await newsroom.CompletedAsync(about), "Say it better.", id));

        Assert.Equal(task, await newsroom.QueuedAsync(about, round: 2));
        var returned = await translator.GetAsync(task);
        Assert.Equal(
            ("returned", "Say it better.", "aigerim", JsonValueKind.Null),
            (returned.GetProperty("state").GetString(), returned.GetProperty("comment").GetString(), returned.GetProperty("holder").GetProperty("id").GetString(), returned.GetProperty("leaseEndsAt").ValueKind));
        var why = returned.GetProperty("returned");
        Assert.Equal(
            ("Say it better.", id, "Reviewer", 2),
            (why.GetProperty("comment").GetString(), why.GetProperty("segments")[0].GetString(), why.GetProperty("by").GetProperty("name").GetString(), returned.GetProperty("round").GetInt32()));
        Assert.True(why.GetProperty("at").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        var segment = (await translator.SegmentsAsync(task))[Paragraph];
        Assert.Equal("Перевод 5", segment.GetProperty("target").GetString());
        Assert.Equal("commented", segment.GetProperty("checks")[0].GetProperty("id").GetString());

        // Who translated it goes on at once, without claiming it again.
        var saved = await Newsroom.OkAsync(translator.SaveAsync(task, id, "Лучший перевод 5"));
        Assert.Empty(saved.GetProperty("checks").EnumerateArray());
        Assert.Equal("claimed", (await translator.GetAsync(task)).GetProperty("state").GetString());
        await Newsroom.OkAsync(translator.CompleteAsync(task));
        var text = await newsroom.CompletedAsync(about, round: 2);
        Assert.Contains("Лучший перевод 5", text.Document, StringComparison.Ordinal);
        Assert.Empty(text.Acknowledged);
    }

    [Fact]
    public async Task May_be_claimed_by_another_translator_of_the_language()
    {
        var (about, task) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(A.Returned(await newsroom.CompletedAsync(about)));
        var other = newsroom.Translator("other");
        await other.ClaimAsync(task);
        await Newsroom.AssertProblemAsync(await newsroom.Translator().TryClaimAsync(task), HttpStatusCode.Conflict, "task-held");
        Assert.Equal("returned", (await Newsroom.OkAsync(other.ReleaseAsync(task))).GetProperty("state").GetString());
        await other.ClaimAsync(task);
        await Newsroom.OkAsync(other.CompleteAsync(task));
        await newsroom.CompletedAsync(about, round: 2);
    }

    [Fact]
    public async Task Is_returned_once_however_often_the_message_comes_and_never_after_a_newer_one()
    {
        var (about, task) = await newsroom.TranslatedAsync();
        var text = await newsroom.CompletedAsync(about);
        await newsroom.HandleAsync(A.Returned(text));
        await newsroom.HandleAsync(A.Returned(text));
        var translator = newsroom.Translator();
        await Newsroom.OkAsync(translator.CompleteAsync(task));
        await newsroom.CompletedAsync(about, round: 2);
        await newsroom.HandleAsync(A.Returned(text, "Late."));
        Assert.Equal("completed", (await translator.GetAsync(task)).GetProperty("state").GetString());
        Assert.DoesNotContain(newsroom.Host.Probe.Heard<TranslationQueued>(), queued => queued.TaskId == task && queued.Round > 2);
    }

    [Fact]
    public async Task Keeps_its_comment_when_a_new_revision_comes_before_it_was_answered()
    {
        var (about, _) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(A.Returned(await newsroom.CompletedAsync(about)));
        await newsroom.HandleAsync(about.Submitted(2));
        var task = await newsroom.QueuedAsync(about, 2);
        var shown = await newsroom.Translator().GetAsync(task);
        Assert.Equal("Say it better.", shown.GetProperty("comment").GetString());
        Assert.Equal("Reviewer", shown.GetProperty("returned").GetProperty("by").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Of_a_superseded_revision_stays_superseded()
    {
        var (about, task) = await newsroom.TranslatedAsync();
        var text = await newsroom.CompletedAsync(about);
        await newsroom.HandleAsync(about.Withdrawn());
        await newsroom.HandleAsync(A.Returned(text));
        Assert.Equal("superseded", (await newsroom.Translator().GetAsync(task)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task In_its_source_language_is_the_editors_business()
    {
        var (about, task) = await newsroom.TranslatedAsync();
        var text = await newsroom.CompletedAsync(about);
        await newsroom.HandleAsync(A.Returned(text) with { Language = "en" });
        Assert.Equal("completed", (await newsroom.Translator().GetAsync(task)).GetProperty("state").GetString());
    }
}
