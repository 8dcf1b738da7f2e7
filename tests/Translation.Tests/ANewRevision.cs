using System.Net;
using System.Text.Json;
using Akorda.Contracts.Translations;
using Akorda.Texts;

namespace Akorda.Translation.Tests;

public sealed class ANewRevision(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private const string Changed = "The first paragraph has 6 numbers.\n\nThe second paragraph is of another kind altogether.\n\n> A quotation.";

    private async Task AssertSupersededAsync(Guid task)
    {
        var translator = newsroom.Translator();
        Assert.Equal("superseded", (await translator.GetAsync(task)).GetProperty("state").GetString());
        await Newsroom.AssertProblemAsync(await translator.TryClaimAsync(task), HttpStatusCode.Conflict, "superseded");
    }

    // Nothing came of a message: proved by another that was handled after it.
    private int TasksOf(A about) =>
        newsroom.Host.Probe.Heard<TranslationQueued>().Count(task => task.EventId == about.EventId) + newsroom.Host.Probe.Heard<TranslationCompleted>().Count(text => text.EventId == about.EventId);

    [Fact]
    public async Task Keeps_what_did_not_change_and_asks_again_about_what_did()
    {
        var (about, first) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Submitted(2, about.Document(Changed + "\n\nA new paragraph.")));
        await AssertSupersededAsync(first);

        var task = await newsroom.QueuedAsync(about, 2);
        var translator = newsroom.Translator("second");
        var segments = await translator.SegmentsAsync(task);
        Assert.Equal("Перевод", segments["A title"].GetProperty("target").GetString());
        Assert.Empty(segments["A title"].GetProperty("checks").EnumerateArray());
        var changed = segments["The first paragraph has 6 numbers."];
        Assert.Equal("Перевод 5", changed.GetProperty("target").GetString());
        Assert.Equal(["stale", "number"], changed.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("id").GetString()));
        Assert.Contains("has 5 numbers", changed.GetProperty("checks")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, segments["A new paragraph."].GetProperty("target").ValueKind);

        await translator.ClaimAsync(task);
        await translator.FillAsync(task);
        var id = changed.GetProperty("id").GetString()!;
        await Newsroom.AssertProblemAsync(await translator.CompleteAsync(task, [$"stale:{id}", $"number:{id}"], "why"), HttpStatusCode.UnprocessableEntity, "checks-fail");
        await Newsroom.OkAsync(translator.SaveAsync(task, id, "Перевод 6"));
        await Newsroom.OkAsync(translator.CompleteAsync(task));
        var text = await newsroom.CompletedAsync(about, 2);
        Assert.Equal("Перевод 6\n\nПеревод\n\n> Перевод\n\nПеревод", Document.Read(text.Document).Body);
        Assert.Equal(["aigerim", "editor", "second"], text.Writers.Select(writer => writer.Id).Order());
    }

    [Fact]
    public async Task Shows_what_moved_in_the_source_and_how_it_read()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var first = await newsroom.Translator().SegmentsAsync(await newsroom.QueuedAsync(about));
        Assert.All(first.Values, segment => Assert.Equal(JsonValueKind.Null, segment.GetProperty("change").ValueKind));

        await newsroom.HandleAsync(about.Submitted(2, about.Document(Changed + "\n\nA new paragraph.")));
        var task = await newsroom.QueuedAsync(about, 2);
        var translator = newsroom.Translator();
        var segments = await translator.SegmentsAsync(task);
        Assert.Equal(
            [("A title", null, null), ("The first paragraph has 6 numbers.", "changed", "The first paragraph has 5 numbers."), ("The second paragraph is of another kind altogether.", null, null),
                ("A quotation.", null, null), ("A new paragraph.", "new", null)],
            segments.Select(segment => (segment.Key, segment.Value.GetProperty("change").GetString(), segment.Value.GetProperty("previousSource").GetString())));

        await translator.ClaimAsync(task);
        var saved = await Newsroom.OkAsync(translator.SaveAsync(task, segments["The first paragraph has 6 numbers."].GetProperty("id").GetString()!, "Перевод 6"));
        Assert.Equal(("The first paragraph has 5 numbers.", true), (saved.GetProperty("previousSource").GetString(), saved.GetProperty("done").GetBoolean()));
    }

    [Fact]
    public async Task Without_a_changed_segment_completes_itself_with_its_old_translators()
    {
        var (about, first) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Submitted(2, about.Document(embargo: "2030-01-01T00:00:00Z")));

        var text = await newsroom.CompletedAsync(about, 2);
        Assert.Null(text.CompletedBy);
        Assert.Equal(["aigerim", "editor"], text.Writers.Select(writer => writer.Id).Order());
        var document = Document.Read(text.Document);
        Assert.Equal(("Перевод 5\n\nПеревод\n\n> Перевод", 2030), (document.Body, document.EmbargoUntil?.Year));
        Assert.NotEqual(first, text.TaskId);
        Assert.Equal("completed", (await newsroom.Translator().GetAsync(text.TaskId)).GetProperty("state").GetString());
        Assert.DoesNotContain(newsroom.Host.Probe.Heard<TranslationQueued>(), task => task.EventId == about.EventId && task.Revision == 2);
    }

    [Fact]
    public async Task After_a_withdrawal_that_came_too_late_still_completes_itself()
    {
        var (about, _) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Withdrawn());
        await newsroom.HandleAsync(about.Submitted(2, about.Document(embargo: "2030-01-01T00:00:00Z")));
        Assert.Null((await newsroom.CompletedAsync(about, 2)).CompletedBy);
    }

    [Fact]
    public async Task Without_a_changed_segment_does_not_complete_a_returned_text()
    {
        var (about, _) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(A.Returned(await newsroom.CompletedAsync(about)));
        await newsroom.HandleAsync(about.Submitted(2));
        Assert.Equal("queued", (await newsroom.Translator().GetAsync(await newsroom.QueuedAsync(about, 2))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task That_only_removes_or_moves_segments_completes_itself()
    {
        var (about, _) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Submitted(2, about.Document("> A quotation.\n\nThe first paragraph has 5 numbers.")));
        Assert.Equal("> Перевод\n\nПеревод 5", Document.Read((await newsroom.CompletedAsync(about, 2)).Document).Body);
    }

    [Fact]
    public async Task Does_not_complete_what_nobody_had_completed()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var first = await newsroom.QueuedAsync(about);
        var translator = newsroom.Translator();
        await translator.ClaimAsync(first);
        await translator.FillAsync(first);
        await newsroom.HandleAsync(about.Submitted(2));
        var second = await newsroom.QueuedAsync(about, 2);
        Assert.All((await translator.SegmentsAsync(second)).Values, segment => Assert.NotEqual(JsonValueKind.Null, segment.GetProperty("target").ValueKind));
        var id = (await translator.SegmentsAsync(first))["A title"].GetProperty("id").GetString()!;
        await Newsroom.AssertProblemAsync(await translator.SaveAsync(first, id, "Поздно"), HttpStatusCode.Conflict, "superseded");
        await Newsroom.AssertProblemAsync(await translator.CompleteAsync(first), HttpStatusCode.Conflict, "superseded");
    }

    [Fact]
    public async Task That_takes_a_change_back_takes_the_doubt_back_too()
    {
        var (about, _) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Submitted(2, about.Document(Changed)));
        await newsroom.QueuedAsync(about, 2);
        await newsroom.HandleAsync(about.Submitted(3));
        var task = await newsroom.QueuedAsync(about, 3);
        Assert.All((await newsroom.Translator().SegmentsAsync(task)).Values, segment => Assert.Empty(segment.GetProperty("checks").EnumerateArray()));
    }

    [Fact]
    public async Task Older_than_the_newest_is_ignored()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted(2));
        await newsroom.QueuedAsync(about, 2);
        await newsroom.HandleAsync(about.Submitted(1));
        var (marker, _) = await newsroom.TranslatedAsync();
        await newsroom.CompletedAsync(marker);
        Assert.Equal(1, TasksOf(about));
    }

    [Fact]
    public async Task That_comes_twice_is_queued_once()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.HandleAsync(about.Submitted());
        var (marker, _) = await newsroom.TranslatedAsync();
        await newsroom.CompletedAsync(marker);
        Assert.Equal(1, TasksOf(about));
    }

    [Fact]
    public async Task After_a_withdrawal_that_overtook_it_is_ignored_and_a_later_one_is_not()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Withdrawn(1));
        await newsroom.HandleAsync(about.Submitted(1));
        await newsroom.HandleAsync(about.Submitted(2));
        await newsroom.QueuedAsync(about, 2);
        Assert.Equal(1, TasksOf(about));
    }

    [Fact]
    public async Task Withdrawn_is_superseded()
    {
        var (about, task) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Withdrawn());
        await AssertSupersededAsync(task);
    }

    [Fact]
    public async Task Without_a_language_supersedes_its_task_and_with_it_again_takes_its_words_up()
    {
        var (about, task) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Submitted(2, languages: ["kk"]));
        await AssertSupersededAsync(task);
        await newsroom.HandleAsync(about.Submitted(3, languages: []));
        await newsroom.HandleAsync(about.Submitted(4, languages: ["ru"]));
        Assert.Contains("Перевод 5", (await newsroom.CompletedAsync(about, 4)).Document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_another_source_language_begins_anew()
    {
        var (about, task) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Submitted(2, about.Document("Бірінші абзац.", "Тақырып", "kk"), ["en", "ru", "kk"]));
        await AssertSupersededAsync(task);
        foreach (var language in (string[])["en", "ru"])
        {
            var segments = await newsroom.Translator().SegmentsAsync(await newsroom.QueuedAsync(about, 2, language));
            Assert.Equal(["Бірінші абзац.", "Тақырып"], segments.Keys.Order());
            Assert.All(segments.Values, segment => Assert.Equal(JsonValueKind.Null, segment.GetProperty("target").ValueKind));
        }
        Assert.DoesNotContain(newsroom.Host.Probe.Heard<TranslationQueued>(), queued => queued.EventId == about.EventId && queued.Language == "kk");
    }
}
