using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Releases;
using Akorda.Publisher.Tests.World;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Releases;

public sealed class WhatThePublicSees(SharedNewsroom shared)
{
    private readonly Newsroom newsroom = shared.Newsroom;
    private readonly ScriptedChannel channel = shared.TakeChannel();

    [Fact]
    public async Task Is_known_before_and_after_a_withdrawal()
    {
        var document = await PublishedAsync();
        var page = $"https://akorda.example/kk/events/malimdeme-{document.Number}";
        var post = $"https://network.example/{channel.Settings.Id}-1";
        Assert.Equal([("site", "public", page), (channel.Settings.Id, "public", post)], Places(await ExposureAsync(document)));

        using var publisher = newsroom.Publisher();
        await publisher.PostAsJsonAsync($"/api/publications/{document.EventId}/withdraw", new { reason = "a mistake" });
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "withdraw", "delivered");
        var gone = await ExposureAsync(document);
        Assert.Equal([("site", "gone", page), (channel.Settings.Id, "gone", post)], Places(gone));
        Assert.False(gone.GetProperty("visible").GetBoolean());
    }

    [Fact]
    public async Task Includes_what_a_network_does_not_give_back_and_why()
    {
        var document = await PublishedAsync();
        channel.Then(new Answer.Rejected("posts older than 48 hours stay") { Evidence = "400" });
        using var publisher = newsroom.Publisher();
        await publisher.PostAsJsonAsync($"/api/publications/{document.EventId}/withdraw", new { reason = "a mistake" });
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "withdraw", "rejected");
        var exposure = await ExposureAsync(document);
        Assert.True(exposure.GetProperty("visible").GetBoolean());
        var stuck = exposure.GetProperty("items")[1];
        Assert.Equal(("stuck", "posts older than 48 hours stay"), (stuck.GetProperty("state").GetString(), stuck.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Includes_what_waits_behind_the_kill_switch_and_what_the_site_does_not_know_yet()
    {
        var document = await PublishedAsync();
        using var publisher = newsroom.Publisher();
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/pause", UriKind.Relative), null);
        await publisher.PostAsJsonAsync($"/api/publications/{document.EventId}/withdraw", new { reason = "a mistake" });
        // At once, whatever the Site has heard: nothing is called public that somebody takes back.
        Assert.DoesNotContain("public", Places(await ExposureAsync(document)).Select(place => place.State));
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "withdraw", "planned");
        Assert.Equal([("site", "gone"), (channel.Settings.Id, "withdrawing")], Places(await ExposureAsync(document)).Select(place => (place.Destination, place.State)));
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/resume", UriKind.Relative), null);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "withdraw", "delivered");
    }

    [Fact]
    public void Is_unknown_where_nobody_knows_whether_a_post_stands_and_counts_an_edited_post_once()
    {
        static Exposure.Row Row(int revision, string destination, string action, string state, bool inDoubt = false, string? remoteId = null) =>
            new(Guid.CreateVersion7(), revision, "kk", destination, action, state, inDoubt, remoteId, null, null, "why");
        Assert.Equal(
            [("edited", "public"), ("quoted", "public"), ("quoted", "unknown"), ("unsure", "unknown")],
            Exposure.Of(
                [
                    Row(1, "unsure", "publish", "held", inDoubt: true), Row(1, "never", "publish", "skipped"), Row(1, "edited", "publish", "delivered", remoteId: "7"), Row(2, "edited", "correct", "delivered", remoteId: "7"),
                    Row(1, "quoted", "publish", "delivered", remoteId: "8"), Row(2, "quoted", "correct", "uncertain", inDoubt: true),
                ],
                isWithdrawn: false).Select(place => (place.Destination, place.State)));
    }

    [Fact]
    public async Task Of_an_event_that_is_not_there_is_not_found()
    {
        using var editor = newsroom.Host.As("erik", "editor");
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync(new Uri($"/api/publications/{Guid.CreateVersion7()}/exposure", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_delivery_in_doubt_shows_a_person_what_to_look_for_and_until_when()
    {
        channel.Then(new Answer.Uncertain { Evidence = "reset after the body" }).ThenFind(new Finding.Unknowable("no audit chat") { Evidence = "" });
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "held");
        using var publisher = newsroom.Publisher();
        var held = (await publisher.GetFromJsonAsync<JsonElement>($"/api/deliveries?event={document.EventId}&state=held")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(
            (true, $"https://akorda.example/kk/events/malimdeme-{document.Number}", document.Number, "Мәлімдеме"),
            (held.GetProperty("inDoubt").GetBoolean(), held.GetProperty("page").GetString(), held.GetProperty("number").GetInt64(), held.GetProperty("title").GetString()));
        Assert.Equal(held.GetProperty("lastByteAt").GetDateTimeOffset(), held.GetProperty("absentFrom").GetDateTimeOffset());
        Assert.True(held.GetProperty("plannedAt").GetDateTimeOffset() <= held.GetProperty("lastByteAt").GetDateTimeOffset());
        Assert.Equal("reset after the body", held.GetProperty("attempts")[0].GetProperty("evidence").GetString());

        var delivered = (await publisher.GetFromJsonAsync<JsonElement>($"/api/deliveries?event={document.EventId}&destination=site")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((false, JsonValueKind.Null), (delivered.GetProperty("inDoubt").GetBoolean(), delivered.GetProperty("absentFrom").ValueKind));
    }

    private static IEnumerable<(string? Destination, string? State, string? Url)> Places(JsonElement exposure) => exposure.GetProperty("items").EnumerateArray().Select(place =>
        (place.GetProperty("destination").GetString(), place.GetProperty("state").GetString(), place.GetProperty("url").GetString()));

    private async Task<Document> PublishedAsync()
    {
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered");
        return document;
    }

    private async Task<JsonElement> ExposureAsync(Document document)
    {
        using var editor = newsroom.Host.As("erik", "editor");
        return await editor.GetFromJsonAsync<JsonElement>($"/api/publications/{document.EventId}/exposure");
    }
}
