using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Contracts.Translations;
using Akorda.Texts;

namespace Akorda.Translation.Tests;

public sealed class CompletingATask(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private async Task<(A Event, Guid Task, Translator Translator)> ClaimedAsync()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var task = await newsroom.QueuedAsync(about);
        var translator = newsroom.Translator();
        await translator.ClaimAsync(task);
        return (about, task, translator);
    }

    [Fact]
    public async Task Sends_the_text_with_everybody_who_wrote_it()
    {
        var (about, task, translator) = await ClaimedAsync();
        var segments = await translator.SegmentsAsync(task);
        await Newsroom.OkAsync(translator.SaveAsync(task, segments["A title"].GetProperty("id").GetString()!, "Заголовок"));
        await Newsroom.OkAsync(translator.ReleaseAsync(task));
        var second = newsroom.Translator("second");
        await second.ClaimAsync(task);
        await second.FillAsync(task);
        var title = segments["A title"].GetProperty("id").GetString()!;
        await Newsroom.OkAsync(second.SaveAsync(task, title, "Новый заголовок"));
        await Newsroom.OkAsync(second.SaveAsync(task, title, "Заголовок"));

        var completed = await Newsroom.OkAsync(second.CompleteAsync(task));

        Assert.Equal("completed", completed.GetProperty("state").GetString());
        var text = await newsroom.CompletedAsync(about);
        Assert.Equal((task, about.Number, "ru", "en", 1, 1), (text.TaskId, text.Number, text.Language, text.SourceLanguage, text.Revision, text.Round));
        Assert.Equal("second", text.CompletedBy?.Id);
        Assert.Equal(segments.Values.Select(segment => segment.GetProperty("id").GetString()), text.SegmentIds);
        Assert.Equal(["aigerim", "editor", "second"], text.Writers.Select(writer => writer.Id).Order());
        var document = Document.Read(text.Document);
        Assert.Equal(
            ("ru", "Заголовок", "Перевод 5\n\nПеревод\n\n> Перевод", "telegram-ru", "A post."),
            (document.Language, document.Title, document.Body, document.Channels.Single(), document.ChannelTexts["telegram-ru"]));
    }

    [Fact]
    public async Task Again_by_the_same_person_answers_as_before_and_sends_nothing()
    {
        var (about, task, translator) = await ClaimedAsync();
        await translator.FillAsync(task);
        await Newsroom.OkAsync(translator.CompleteAsync(task));
        await Newsroom.OkAsync(translator.CompleteAsync(task));
        await Newsroom.AssertProblemAsync(await newsroom.Translator("other").CompleteAsync(task), HttpStatusCode.Conflict, "task-completed");
        await Newsroom.AssertProblemAsync(await newsroom.Translator("other").TryClaimAsync(task), HttpStatusCode.Conflict, "task-completed");
        await Newsroom.AssertProblemAsync(await translator.ReleaseAsync(task), HttpStatusCode.Conflict, "task-completed");
        var (marker, _) = await newsroom.TranslatedAsync();
        await newsroom.CompletedAsync(marker);
        Assert.Single(newsroom.Host.Probe.Heard<TranslationCompleted>(), text => text.EventId == about.EventId);
    }

    [Fact]
    public async Task With_an_empty_segment_is_refused_whatever_is_acknowledged()
    {
        var (_, task, translator) = await ClaimedAsync();
        var title = (await translator.SegmentsAsync(task))["A title"].GetProperty("id").GetString()!;
        await translator.FillAsync(task);
        await Newsroom.OkAsync(translator.SaveAsync(task, title, ""));

        using var answer = await translator.CompleteAsync(task, [$"empty:{title}"], "It may stay empty.");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.EndsWith("/checks-fail", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        var check = Assert.Single(problem.GetProperty("checks").EnumerateArray());
        Assert.Equal(("empty", title, "blocking"), (check.GetProperty("id").GetString(), check.GetProperty("segmentId").GetString(), check.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task With_a_check_that_may_stand_needs_a_reason_which_the_reviewer_sees()
    {
        var (about, task, translator) = await ClaimedAsync();
        await translator.FillAsync(task);
        var paragraph = (await translator.SegmentsAsync(task))["The first paragraph has 5 numbers."].GetProperty("id").GetString()!;
        var saved = await Newsroom.OkAsync(translator.SaveAsync(task, paragraph, "В первом абзаце 6 чисел."));
        Assert.Equal("number", Assert.Single(saved.GetProperty("checks").EnumerateArray()).GetProperty("id").GetString());

        await Newsroom.AssertProblemAsync(await translator.CompleteAsync(task), HttpStatusCode.UnprocessableEntity, "checks-fail");
        await Newsroom.AssertProblemAsync(await translator.CompleteAsync(task, ["number:other"], "why"), HttpStatusCode.UnprocessableEntity, "checks-fail");
        await Newsroom.AssertProblemAsync(await translator.CompleteAsync(task, [$"number:{paragraph}"]), HttpStatusCode.UnprocessableEntity, "invalid");
        await Newsroom.AssertProblemAsync(await translator.CompleteAsync(task, [$"number:{paragraph}"], "  "), HttpStatusCode.UnprocessableEntity, "invalid");
        await Newsroom.OkAsync(translator.CompleteAsync(task, [$"number:{paragraph}"], "The source is wrong: it says 6."));

        var acknowledged = Assert.Single((await newsroom.CompletedAsync(about)).Acknowledged);
        Assert.Equal(("number", paragraph, "The source is wrong: it says 6."), (acknowledged.Check, acknowledged.SegmentId, acknowledged.Reason));
        Assert.Contains("6", acknowledged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_warning_needs_nothing_and_the_reviewer_sees_it()
    {
        var (about, task, translator) = await ClaimedAsync();
        await translator.FillAsync(task);
        var paragraph = (await translator.SegmentsAsync(task))["The first paragraph has 5 numbers."].GetProperty("id").GetString()!;
        await Newsroom.OkAsync(translator.SaveAsync(task, paragraph, "В первом абзаце пять чисел."));
        await Newsroom.OkAsync(translator.CompleteAsync(task));
        var acknowledged = Assert.Single((await newsroom.CompletedAsync(about)).Acknowledged);
        Assert.Equal(("number", null), (acknowledged.Check, acknowledged.Reason));
    }

    [Fact]
    public async Task Without_the_task_is_refused()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var task = await newsroom.QueuedAsync(about);
        await Newsroom.AssertProblemAsync(await newsroom.Translator().CompleteAsync(task), HttpStatusCode.Conflict, "task-not-claimed");
    }

    [Fact]
    public async Task Shows_markup_that_would_make_another_block_as_it_is()
    {
        var (about, task, translator) = await ClaimedAsync();
        await translator.FillAsync(task);
        var paragraph = (await translator.SegmentsAsync(task))["The second paragraph is of another kind altogether."].GetProperty("id").GetString()!;
        await Newsroom.OkAsync(translator.SaveAsync(task, paragraph, "# Не заголовок\n\n<b>и не разметка</b>"));
        await Newsroom.OkAsync(translator.CompleteAsync(task));
        var body = Document.Read((await newsroom.CompletedAsync(about)).Document).Body;
        Assert.Empty(Markdown.Check(body));
        Assert.DoesNotContain("<h", Markdown.ToHtml(body, _ => null), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", Markdown.ToHtml(body, _ => null), StringComparison.Ordinal);
    }
}
