using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Akorda.Review.Tests;

public sealed class CommentingOnAText(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Is_read_by_everybody_in_the_order_in_which_it_was_said()
    {
        var about = Guid.CreateVersion7();
        await SayAsync("editor", "dana", about, new { language = "ru", segmentId = "s1a2b3c4", text = "  Which year?\r\nThe source says 2020. " });
        await SayAsync("translator", "aigerim", about, new { language = "ru", segmentId = "s1a2b3c4", text = "2021." });
        await SayAsync("reviewer", "rosa", about, new { language = "kk", text = "The whole text is good." });
        await SayAsync("reviewer", "rosa", Guid.CreateVersion7(), new { language = "ru", text = "Of another event." });

        Assert.Equal(
            [("dana", "ru", "s1a2b3c4", "Which year?\nThe source says 2020."), ("aigerim", "ru", "s1a2b3c4", "2021."), ("rosa", "kk", null, "The whole text is good.")],
            (await ListAsync(about)).Select(said => (said.GetProperty("author").GetProperty("name").GetString(), said.GetProperty("language").GetString(), said.GetProperty("segmentId").GetString(), said.GetProperty("text").GetString())));
        Assert.Equal(["Which year?\nThe source says 2020.", "2021."], (await ListAsync(about, "?language=ru")).Select(said => said.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Is_paged()
    {
        var about = Guid.CreateVersion7();
        for (var i = 0; i < 5; i++) await SayAsync("editor", "dana", about, new { language = "ru", text = $"Number {i}" });
        using var client = newsroom.Host.As("dana", "editor");
        List<string?> read = [];
        for (string? next = ""; next is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/comments/{about}?limit=2{next}");
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(said => said.GetProperty("text").GetString()));
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }
        Assert.Equal(["Number 0", "Number 1", "Number 2", "Number 3", "Number 4"], read);
    }

    [Fact]
    public async Task Is_settled_once_by_whoever_does_it_first()
    {
        var about = Guid.CreateVersion7();
        var said = await SayAsync("editor", "dana", about, new { language = "ru", text = "Which year?" });
        Assert.Equal(JsonValueKind.Null, said.GetProperty("resolvedBy").ValueKind);
        var first = await ResolveAsync("translator", "aigerim", about, said);
        var second = await ResolveAsync("reviewer", "rosa", about, said);
        Assert.Equal("aigerim", first.GetProperty("resolvedBy").GetProperty("name").GetString());
        Assert.Equal(first.GetProperty("resolvedAt").GetString(), second.GetProperty("resolvedAt").GetString());
        Assert.Equal("aigerim", (await ListAsync(about)).Single().GetProperty("resolvedBy").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Stands_beside_why_texts_were_returned()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated());
        using (await newsroom.ReturnAsync(await newsroom.ReviewOfAsync(about, language: "ru"), new { comment = "The year.", segments = (string[])["s1a2b3c4"] })) { }
        using var editor = newsroom.Host.As("dana", "editor");
        var returned = (await editor.GetFromJsonAsync<JsonElement>($"/api/comments/{about.EventId}")).GetProperty("returns").EnumerateArray().Single();
        Assert.Equal(
            ("ru", 1, "The year.", "s1a2b3c4", "reviewer"),
            (returned.GetProperty("language").GetString(), returned.GetProperty("revision").GetInt32(), returned.GetProperty("comment").GetString(),
                returned.GetProperty("segments")[0].GetString(), returned.GetProperty("by").GetProperty("name").GetString()));
        Assert.Empty((await editor.GetFromJsonAsync<JsonElement>($"/api/comments/{about.EventId}?language=kk")).GetProperty("returns").EnumerateArray());
    }

    [Fact]
    public async Task Sent_twice_with_one_key_is_said_once()
    {
        var about = Guid.CreateVersion7();
        using var client = newsroom.Host.As("dana", "editor");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "a key");
        using var first = await client.PostAsJsonAsync($"/api/comments/{about}", new { language = "ru", text = "Which year?" });
        using var second = await client.PostAsJsonAsync($"/api/comments/{about}", new { language = "ru", text = "Which year?" });
        using var other = await client.PostAsJsonAsync($"/api/comments/{about}", new { language = "ru", text = "Which month?" });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        await Newsroom.AssertProblemAsync(other, HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Single(await ListAsync(about));
    }

    [Theory]
    [InlineData("""{"language":"ru","text":" \n "}""", "$.text")]
    [InlineData("""{"language":"ru","text":"a\u202eb"}""", "$.text")]
    [InlineData("""{"language":"de","text":"Which year?"}""", "$.language")]
    [InlineData("""{"language":"ru","text":"Which year?","segmentId":"../1"}""", "$.segmentId")]
    public async Task Needs_words_that_can_be_read_and_a_place(string body, string path)
    {
        using var client = newsroom.Host.As("dana", "editor");
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/api/comments/{Guid.CreateVersion7()}", content);
        Assert.Contains($"\"{path}\":[", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "invalid");
    }

    [Fact]
    public async Task Takes_4000_characters_and_no_more()
    {
        await SayAsync("editor", "dana", Guid.CreateVersion7(), new { language = "ru", text = new string('ы', 4_000) });
        using var client = newsroom.Host.As("dana", "editor");
        using var answer = await client.PostAsJsonAsync($"/api/comments/{Guid.CreateVersion7()}", new { language = "ru", text = new string('ы', 4_001) });
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "invalid");
    }

    [Fact]
    public async Task Is_for_people_and_of_the_event_that_is_named()
    {
        var about = Guid.CreateVersion7();
        var said = await SayAsync("editor", "dana", about, new { language = "ru", text = "Which year?" });
        using var service = newsroom.Host.As("publisher", "service");
        Assert.Equal(HttpStatusCode.Forbidden, (await service.PostAsJsonAsync($"/api/comments/{about}", new { language = "ru", text = "x" })).StatusCode);
        using var editor = newsroom.Host.As("dana", "editor");
        using var answer = await editor.PostAsync($"/api/comments/{Guid.CreateVersion7()}/{said.GetProperty("id").GetGuid()}/resolve", null);
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.NotFound, "not-found");
    }

    private async Task<JsonElement> SayAsync(string role, string person, Guid about, object body)
    {
        using var client = newsroom.Host.As(person, role);
        using var answer = await client.PostAsJsonAsync($"/api/comments/{about}", body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> ResolveAsync(string role, string person, Guid about, JsonElement said)
    {
        using var client = newsroom.Host.As(person, role);
        using var answer = await client.PostAsync($"/api/comments/{about}/{said.GetProperty("id").GetGuid()}/resolve", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<List<JsonElement>> ListAsync(Guid about, string query = "")
    {
        using var client = newsroom.Host.As("dana", "editor");
        return [.. (await client.GetFromJsonAsync<JsonElement>($"/api/comments/{about}{query}")).GetProperty("items").EnumerateArray()];
    }
}
