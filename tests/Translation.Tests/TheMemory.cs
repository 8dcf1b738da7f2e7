using System.Text.Json;

namespace Akorda.Translation.Tests;

public sealed class TheMemory(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private static string Sentence() => $"A sentence that no other test has, {string.Concat(Guid.CreateVersion7().ToString("N").Select(digit => (char)(digit + 49)))}.";

    private async Task<A> ApprovedAsync(string sentence, string target, DateTimeOffset? at = null)
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted(1, about.Document(sentence)));
        var task = await newsroom.QueuedAsync(about);
        var translator = newsroom.Translator();
        await translator.ClaimAsync(task);
        await Newsroom.OkAsync(translator.SaveAsync(task, (await translator.SegmentsAsync(task))[sentence].GetProperty("id").GetString()!, target));
        await translator.FillAsync(task);
        // The title is in the memory already.
        await Newsroom.OkAsync(translator.SaveAsync(task, (await translator.SegmentsAsync(task))["A title"].GetProperty("id").GetString()!, "Заголовок"));
        await Newsroom.OkAsync(translator.CompleteAsync(task));
        await newsroom.HandleAsync(A.Approved(await newsroom.CompletedAsync(about), at));
        return about;
    }

    private async Task<(Guid Task, JsonElement Segment)> NextAsync(string sentence, string language = "ru")
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted(1, about.Document("Something before.\n\n" + sentence), [language]));
        var task = await newsroom.QueuedAsync(about, language: language);
        return (task, (await newsroom.Translator().SegmentsAsync(task))[sentence]);
    }

    [Fact]
    public async Task Fills_in_an_approved_sentence_that_somebody_must_confirm()
    {
        var sentence = Sentence();
        await ApprovedAsync(sentence, "Одобренный перевод.");
        var (task, segment) = await NextAsync(sentence);
        Assert.Equal(
            ("Одобренный перевод.", "memory", 100),
            (segment.GetProperty("target").GetString(), segment.GetProperty("origin").GetString(), segment.GetProperty("score").GetInt32()));
        Assert.Contains(segment.GetProperty("checks").EnumerateArray(), check => check.GetProperty("id").GetString() == "stale");

        var translator = newsroom.Translator();
        await translator.ClaimAsync(task);
        var confirmed = await Newsroom.OkAsync(translator.SaveAsync(task, segment.GetProperty("id").GetString()!, "Одобренный перевод."));
        Assert.DoesNotContain(confirmed.GetProperty("checks").EnumerateArray(), check => check.GetProperty("id").GetString() == "stale");
        Assert.Equal("memory", confirmed.GetProperty("origin").GetString());
    }

    [Fact]
    public async Task Is_silent_about_what_was_not_approved()
    {
        var sentence = Sentence();
        var about = A.Event();
        await newsroom.TranslatedAsync(about: about, body: sentence, title: Sentence());
        var (_, segment) = await NextAsync(sentence);
        Assert.Equal(JsonValueKind.Null, segment.GetProperty("target").ValueKind);
    }

    [Fact]
    public async Task Answers_only_for_the_same_pair_of_languages()
    {
        var sentence = Sentence();
        await ApprovedAsync(sentence, "Одобренный перевод.");
        var (_, segment) = await NextAsync(sentence, "kk");
        Assert.Equal(JsonValueKind.Null, segment.GetProperty("target").ValueKind);
    }

    [Fact]
    public async Task Answers_with_the_latest_approval_whichever_message_came_last()
    {
        var sentence = Sentence();
        var now = TimeProvider.System.GetUtcNow();
        await ApprovedAsync(sentence, "Первый перевод.", now);
        await ApprovedAsync(sentence, "Новый перевод.", now.AddHours(1));
        await ApprovedAsync(sentence, "Запоздавший перевод.", now.AddMinutes(-1));
        var (task, segment) = await NextAsync(sentence);
        Assert.Equal("Новый перевод.", segment.GetProperty("target").GetString());
        var suggestion = Assert.Single(await SuggestionsAsync(task, segment));
        Assert.Equal(
            ("memory", 100, "Новый перевод."),
            (suggestion.GetProperty("origin").GetString(), suggestion.GetProperty("score").GetInt32(), suggestion.GetProperty("target").GetString()));
    }

    [Fact]
    public async Task Ignores_the_approval_of_words_that_are_not_in_the_task_any_more()
    {
        var sentence = Sentence();
        var (about, _) = await newsroom.TranslatedAsync(body: sentence, title: Sentence());
        var text = await newsroom.CompletedAsync(about);
        await newsroom.HandleAsync(A.Approved(text) with { Document = text.Document.Replace("Перевод", "Обман", StringComparison.Ordinal) });
        var (_, segment) = await NextAsync(sentence);
        Assert.Equal(JsonValueKind.Null, segment.GetProperty("target").ValueKind);
    }

    private async Task<List<JsonElement>> SuggestionsAsync(Guid task, JsonElement segment)
    {
        var translator = newsroom.Translator();
        var page = await Newsroom.OkAsync(translator.Client.GetAsync(new Uri($"/api/translations/{task}/segments/{segment.GetProperty("id").GetString()}/suggestions", UriKind.Relative)));
        return [.. page.GetProperty("items").EnumerateArray()];
    }
}
