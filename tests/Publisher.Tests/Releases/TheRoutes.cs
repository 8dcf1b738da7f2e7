using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Akorda.Contracts.Publications;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;

namespace Akorda.Publisher.Tests.Releases;

public sealed class TheRoutes(SharedNewsroom shared)
{
    private readonly Newsroom newsroom = shared.Newsroom;

    [Theory]
    [InlineData("/api/publications?state=gone")]
    [InlineData("/api/publications?cursor=x")]
    [InlineData("/api/publications?limit=0")]
    [InlineData("/api/deliveries?state=gone")]
    [InlineData("/api/deliveries?event=1")]
    [InlineData("/api/deliveries?limit=101")]
    public async Task A_bad_query_is_400(string address)
    {
        using var editor = newsroom.Host.As("erik", "editor");
        using var answer = await editor.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("release", "{}")]
    [InlineData("reschedule", """{"at":"2030-01-01T00:00:00Z"}""")]
    [InlineData("withdraw", """{"reason":"x"}""")]
    public async Task Publishing_is_the_publishers_and_needs_an_event(string act, string body)
    {
        var address = new Uri($"/api/publications/{Guid.CreateVersion7()}/{act}", UriKind.Relative);
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using var nobody = TestHost.Client(newsroom.Host.Newsroom);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync(address, content)).StatusCode);
        using var reviewer = newsroom.Host.As("rosa", ["reviewer", "editor", "administrator"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.PostAsync(address, content)).StatusCode);
        using var publisher = newsroom.Publisher();
        Assert.Equal(HttpStatusCode.NotFound, (await publisher.PostAsync(address, content)).StatusCode);
        using StringContent unknown = new("""{"unknown":1}""", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await publisher.PostAsync(address, unknown)).StatusCode);
    }

    [Fact]
    public async Task The_list_is_paged_by_the_event_and_filtered_by_state()
    {
        var older = Newsroom.ADocument();
        var newer = Newsroom.ADocument();
        await newsroom.ApproveAsync(1, older, newer);
        await newsroom.UntilAsync(older.EventId, "published");
        await newsroom.UntilAsync(newer.EventId, "published");
        using var editor = newsroom.Host.As("erik", "editor");
        HashSet<Guid> seen = [];
        for (var next = ""; next is not null;)
        {
            var page = await editor.GetFromJsonAsync<JsonElement>($"/api/publications?state=published&limit=3{next}");
            foreach (var item in page.GetProperty("items").EnumerateArray()) Assert.True(seen.Add(item.GetProperty("eventId").GetGuid()));
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }
        Assert.Contains(older.EventId, seen);
        Assert.Contains(newer.EventId, seen);
        var deliveries = await editor.GetFromJsonAsync<JsonElement>($"/api/deliveries?event={older.EventId}&destination=site&state=delivered");
        Assert.Equal(1, deliveries.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_channels_are_announced_at_start_and_the_api_describes_itself()
    {
        var announced = await newsroom.Probe.WaitForAsync<ChannelsAnnounced>();
        Assert.Equal(newsroom.Channels.Select(channel => channel.Settings.Id), announced.Channels.Select(channel => channel.Id));
        using var nobody = TestHost.Client(newsroom.Host.Newsroom);
        var openApi = await nobody.GetFromJsonAsync<JsonElement>("/api/publisher/openapi.json");
        Assert.True(openApi.GetProperty("paths").TryGetProperty("/api/publications/{eventId}/withdraw", out _));
    }
}
