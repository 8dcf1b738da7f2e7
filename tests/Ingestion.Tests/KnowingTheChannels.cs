using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Publications;
using Akorda.Testing;
using Akorda.Texts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Tests;

/// <summary>Ingestion knows the channels from what the Publisher announces; each test hosts an Ingestion that has heard nothing yet.</summary>
public sealed class KnowingTheChannels : IAsyncLifetime
{
    private TestHost host = null!;   // set before any test runs
    private HttpClient editor = null!;   // set before any test runs

    public async ValueTask InitializeAsync()
    {
        host = await TestHost.StartAsync([new IngestionModule()]);
        editor = host.As("aliya", "editor");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Waits_for_the_first_announcement_rather_than_to_post_nowhere()
    {
        var draft = await Newsroom.Read(await PostAsync("/api/drafts", A.Draft()), HttpStatusCode.Created);
        using var early = await PostAsync($"/api/drafts/{draft["id"]}/submit", null);
        await Newsroom.Problem(early, 503, "channels-unknown");
        Assert.NotNull(early.Headers.RetryAfter);
        using var named = await PostAsync("/api/drafts", A.Draft(change => change["channels"] = new JsonArray("telegram-kk")));
        await Newsroom.Problem(named, 503, "channels-unknown");

        await AnnounceAsync(1);
        await Eventually.TrueAsync(async () => (await PostAsync($"/api/drafts/{draft["id"]}/submit", null)).StatusCode == HttpStatusCode.Accepted, "accepted draft");
        Assert.Empty(Document.Read((await SubmittedAsync(draft)).Document).Channels);
    }

    [Fact]
    public async Task Believes_the_newest_announcement()
    {
        await AnnounceAsync(2, "telegram-kk");
        await HeardAsync(1);
        await AnnounceAsync(1, "vk-kk");
        await HeardAsync(2);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await WithAsync("vk-kk")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await WithAsync("telegram-kk")).StatusCode);
        await AnnounceAsync(3, "x-kk");
        await HeardAsync(3);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await WithAsync("telegram-kk")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await WithAsync("x-kk")).StatusCode);
    }

    [Fact]
    public async Task Tells_everybody_in_the_newsroom_which_there_are()
    {
        using var reader = host.As("reader", "translator");
        using (var early = await reader.GetAsync(new Uri("/api/drafts/channels", UriKind.Relative))) await Newsroom.Problem(early, 503, "channels-unknown");
        await AnnounceAsync(1, "x-kk", "telegram-kk");
        await HeardAsync(1);
        var channels = (await Newsroom.Read(await reader.GetAsync(new Uri("/api/drafts/channels", UriKind.Relative)), HttpStatusCode.OK))["items"]!.AsArray();
        Assert.Equal(["telegram-kk", "x-kk"], channels.Select(channel => (string)channel!["id"]!));
        Assert.Equal("kk", (string?)channels[0]!["language"]);
    }

    [Fact]
    public async Task Refuses_to_submit_for_a_channel_that_is_gone()
    {
        await AnnounceAsync(1, "telegram-kk", "x-kk");
        JsonObject? named = null;
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await WithAsync("x-kk");
            named = answer.StatusCode == HttpStatusCode.Created ? await Newsroom.Read(answer, HttpStatusCode.Created) : null;
            return named is not null;
        }, "announcement");
        await AnnounceAsync(2, "telegram-kk");
        await Eventually.TrueAsync(async () => (await WithAsync("x-kk")).StatusCode == HttpStatusCode.UnprocessableEntity, "newer announcement");
        using var gone = await PostAsync($"/api/drafts/{named!["id"]}/submit", null);
        Assert.True((await Newsroom.Problem(gone, 422, "invalid"))["errors"]!.AsObject().ContainsKey("$.channels[0]"));
    }

    [Fact]
    public async Task Keeps_with_a_revision_where_it_was_posted()
    {
        await AnnounceAsync(1, "telegram-kk");
        await Eventually.TrueAsync(async () => (await WithAsync("telegram-kk")).StatusCode == HttpStatusCode.Created, "announcement");
        var draft = await Newsroom.Read(await PostAsync("/api/drafts", A.Draft()), HttpStatusCode.Created);
        Assert.Null((await RevisionAsync(draft))["submittedChannels"]);
        using var accepted = await PostAsync($"/api/drafts/{draft["id"]}/submit", null);
        Assert.Equal("""{"en":[],"kk":["telegram-kk"],"ru":[]}""", (await RevisionAsync(draft))["submittedChannels"]!.ToJsonString());
    }

    private Task AnnounceAsync(int day, params string[] channels) => host.Probe.SendAsync(new ChannelsAnnounced
    {
        AnnouncedAt = DateTimeOffset.UnixEpoch.AddDays(day),
        Channels = [.. channels.Select(id => new AnnouncedChannel { Id = id, Network = id.Split('-')[0], Language = "kk", Default = true })],
    });

    // An announcement that is rightly ignored shows nowhere but in the inbox.
    private Task HeardAsync(int announcements) => Eventually.TrueAsync(async () =>
    {
        var db = host.Services.GetRequiredKeyedService<NpgsqlDataSource>(IngestionModule.Key);
        await using var command = db.CreateCommand("select count(*) from messaging.inbox");
        return (long?)await command.ExecuteScalarAsync() == announcements;
    }, $"inbox with {announcements} announcements");

    private Task<HttpResponseMessage> WithAsync(string channel) => PostAsync("/api/drafts", A.Draft(draft => draft["channels"] = new JsonArray(channel)));

    private async Task<HttpResponseMessage> PostAsync(string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        return await editor.SendAsync(request);
    }

    private async Task<JsonObject> RevisionAsync(JsonObject draft) =>
        JsonNode.Parse(await editor.GetStringAsync(new Uri($"/api/drafts/{draft["id"]}/revisions/1", UriKind.Relative)))!.AsObject();

    private Task<DraftSubmitted> SubmittedAsync(JsonObject draft) =>
        host.Probe.WaitForAsync<DraftSubmitted>(message => message.EventId == Guid.Parse((string)draft["id"]!));
}
