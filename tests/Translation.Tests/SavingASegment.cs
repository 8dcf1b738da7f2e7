using System.Net;
using System.Text;

namespace Akorda.Translation.Tests;

public sealed class SavingASegment(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private async Task<(Guid Task, string Title, string Paragraph, Translator Translator)> ClaimedAsync()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var task = await newsroom.QueuedAsync(about);
        var translator = newsroom.Translator();
        await translator.ClaimAsync(task);
        var segments = await translator.SegmentsAsync(task);
        return (task, segments["A title"].GetProperty("id").GetString()!, segments["The first paragraph has 5 numbers."].GetProperty("id").GetString()!, translator);
    }

    [Fact]
    public async Task Keeps_it_in_normal_form()
    {
        var (task, _, paragraph, translator) = await ClaimedAsync();
        var saved = await Newsroom.OkAsync(translator.SaveAsync(task, paragraph, " Й 5\r\nстрока "));
        Assert.Equal("Й 5\nстрока", saved.GetProperty("target").GetString());
        Assert.Equal("translator", saved.GetProperty("origin").GetString());
    }

    [Theory]
    [InlineData("Заголовок\nв две строки")]
    [InlineData("Заго\u200bловок")]
    [InlineData("Заго\u202eловок")]
    [InlineData("Заго\u0007ловок")]
    [InlineData("Заго\u0085ловок")]
    public async Task Refuses_characters_that_do_not_belong_there(string target)
    {
        var (task, title, _, translator) = await ClaimedAsync();
        await Newsroom.AssertProblemAsync(await translator.SaveAsync(task, title, target), HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await translator.SegmentsAsync(task))["A title"].GetProperty("target").ValueKind);
    }

    [Fact]
    public async Task Refuses_a_title_that_is_too_long()
    {
        var (task, title, _, translator) = await ClaimedAsync();
        await Newsroom.OkAsync(translator.SaveAsync(task, title, new string('а', 300)));
        await Newsroom.AssertProblemAsync(await translator.SaveAsync(task, title, new string('а', 301)), HttpStatusCode.UnprocessableEntity, "invalid");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"target":null}""")]
    [InlineData("""{"target":7}""")]
    [InlineData("""{"Target":"a"}""")]
    [InlineData("""{"target":"a","more":1}""")]
    [InlineData("""{"target":"a","target":"b"}""")]
    [InlineData("""{"target":"\ud800"}""")]
    public async Task Refuses_rubbish(string body)
    {
        var (task, title, _, translator) = await ClaimedAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await translator.Client.PutAsync(new Uri($"/api/translations/{task}/segments/{title}", UriKind.Relative), content);
        Assert.True((int)answer.StatusCode is 400 or 422, $"{answer.StatusCode}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Of_another_task_finds_nothing()
    {
        var (task, title, _, translator) = await ClaimedAsync();
        await Newsroom.AssertProblemAsync(await translator.SaveAsync(task, "nothing", "Слово"), HttpStatusCode.NotFound, "not-found");
        await Newsroom.AssertProblemAsync(await translator.SaveAsync(Guid.CreateVersion7(), title, "Слово"), HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("""{"acknowledged":["number"]}""")]
    [InlineData("""{"acknowledged":[null]}""")]
    [InlineData("""{"acknowledged":[":"]}""")]
    [InlineData("""{"acknowledged":"number:1"}""")]
    [InlineData("""{"acknowledged":[],"reason":7}""")]
    [InlineData("""{"acknowledged":[],"reason":"\u0000"}""")]
    [InlineData("""{"other":[]}""")]
    public async Task And_completing_refuses_rubbish(string body)
    {
        var (task, _, _, translator) = await ClaimedAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await translator.Client.PostAsync(new Uri($"/api/translations/{task}/complete", UriKind.Relative), content);
        Assert.True((int)answer.StatusCode is 400 or 422, $"{answer.StatusCode}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("claimed", (await translator.GetAsync(task)).GetProperty("state").GetString());
    }
}
