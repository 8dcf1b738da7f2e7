using System.Net;
using System.Text.Json.Nodes;
using SkiaSharp;

namespace Akorda.Ingestion.Tests;

/// <summary>A client that got no answer asks again with the same key.</summary>
public sealed class RepeatingARequest(Newsroom newsroom)
{
    [Fact]
    public async Task Gets_the_first_answer_again()
    {
        var (key, body) = (NewKey(), A.Draft());
        using var first = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", body, key: key);
        var draft = await Newsroom.Read(first, HttpStatusCode.Created);
        await newsroom.ReviseAsync(draft);
        using var second = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", body, key: key);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
    }

    [Fact]
    public async Task With_another_body_is_refused()
    {
        var key = NewKey();
        using var first = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(), key: key);
        using var second = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(draft => draft["urgency"] = "flash"), key: key);
        await Newsroom.Problem(second, 422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Of_another_person_is_another_request()
    {
        var (key, body) = (NewKey(), A.Draft());
        using var other = newsroom.Host.As("bolat", "editor");
        using var first = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", body, key: key);
        using var second = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", body, by: other, key: key);
        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task Ten_times_at_once_makes_one_draft()
    {
        var mark = Guid.CreateVersion7().ToString();
        var (key, body) = (NewKey(), A.Draft(draft => draft["title"] = mark));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => newsroom.SendAsync(HttpMethod.Post, "/api/drafts", body, key: key)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Single((await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct());
        using var found = await newsroom.Editor.GetAsync(new Uri($"/api/drafts?q={mark}", UriKind.Relative));
        Assert.Single((await Newsroom.Read(found, HttpStatusCode.OK))["items"]!.AsArray());
    }

    [Fact]
    public async Task Ten_times_at_once_with_other_bodies_makes_one_draft_too()
    {
        var key = NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(draft => draft["title"] = $"{i}"), key: key)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task After_a_refusal_is_a_first_request()
    {
        var key = NewKey();
        using var refused = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(draft => draft["section"] = "sport"), key: key);
        await Newsroom.Problem(refused, 422, "invalid");
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(), key: key);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ключ")]
    public async Task Needs_a_usable_key(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/drafts") { Content = new StringContent(A.Draft().ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 }) { BaseAddress = newsroom.Host.Newsroom };
        client.DefaultRequestHeaders.Authorization = newsroom.Editor.DefaultRequestHeaders.Authorization;
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        await Newsroom.Problem(answer, 400, "malformed");
    }

    [Fact]
    public async Task Needs_a_key_of_sensible_length()
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(), key: new string('k', 201));
        await Newsroom.Problem(answer, 400, "malformed");
    }

    [Fact]
    public async Task With_a_photograph_keeps_one()
    {
        var key = NewKey();
        var picture = Pictures.Of(SKEncodedImageFormat.Png);
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (string?)(await UploadAsync(picture, key, HttpStatusCode.Created))["id"]));
        Assert.Single(ids.Distinct());
        await UploadAsync(Pictures.Of(SKEncodedImageFormat.Png, width: 50), key, HttpStatusCode.UnprocessableEntity);
        // A key stands for a request to one address.
        using var draft = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(), key: key);
        await Newsroom.Problem(draft, 422, "idempotency-key-reused");
    }

    private async Task<JsonObject> UploadAsync(byte[] picture, string key, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/media") { Content = Pictures.Form(picture) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await newsroom.Editor.SendAsync(request);
        return await Newsroom.Read(answer, expected);
    }

    private static string NewKey() => Guid.CreateVersion7().ToString();
}
