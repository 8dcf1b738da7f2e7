using System.Net;
using System.Net.Http.Json;
using Akorda.Contracts.Publications;
using Akorda.Contracts.Timeline;
using Akorda.Publisher.Tests.World;

namespace Akorda.Publisher.Tests.Releases;

public sealed class TakingBack(SharedNewsroom shared)
{
    private readonly Newsroom newsroom = shared.Newsroom;

    [Fact]
    public async Task A_draft_that_is_withdrawn_before_its_release_is_never_released()
    {
        var document = Newsroom.ADocument("kk", ["kk", "ru"]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "assembling");
        await newsroom.WithdrawDraftAsync(document.EventId, 1);
        await newsroom.UntilAsync(document.EventId, "withdrawn");
        await newsroom.ApproveAsync(1, document with { Language = "ru" });
        await newsroom.EverythingIsHandledAsync();
        Assert.Null(newsroom.Site.NewestOf(document.EventId));
    }

    [Fact]
    public async Task An_approval_that_comes_after_the_withdrawal_releases_nothing()
    {
        var document = Newsroom.ADocument();
        await newsroom.WithdrawDraftAsync(document.EventId, 1);
        await Eventually(document.EventId);
        await newsroom.ApproveAsync(1, document);
        await newsroom.EverythingIsHandledAsync();
        Assert.Null(newsroom.Site.NewestOf(document.EventId));

        async Task Eventually(Guid eventId) => await Testing.Eventually.TrueAsync(
            async () =>
            {
                await using var command = newsroom.Database.CreateCommand("select count(*) from publisher.publication where event_id = $1");
                command.Parameters.AddWithValue(eventId);
                return await command.ExecuteScalarAsync() is 1L;
            },
            "trace of the withdrawal");
    }

    [Fact]
    public async Task Of_a_withdrawal_and_a_last_approval_at_once_exactly_one_wins()
    {
        for (var round = 0; round < 10; round++)
        {
            var document = Newsroom.ADocument();
            await Task.WhenAll(newsroom.ApproveAsync(1, document), newsroom.WithdrawDraftAsync(document.EventId, 1));
            await newsroom.EverythingIsHandledAsync();
            // Either the withdrawal came first and nothing was ever public, or it came too late and says so.
            var end = await Testing.Eventually.AnswerAsync(async () => await EndOfAsync(document.EventId), "end of the race");
            Assert.Equal(end == "published", newsroom.Site.NewestOf(document.EventId) is not null);
        }
    }

    private async Task<string?> EndOfAsync(Guid eventId)
    {
        if (newsroom.Probe.Heard<StepRecorded>().Any(step => step.EventId == eventId && step.Step == "withdrawal-dropped"))
            return await newsroom.PublicationAsync(eventId) is { State: "published" } ? "published" : null;
        await using var command = newsroom.Database.CreateCommand("select count(*) from publisher.publication where event_id = $1 and dropped_revision = 1 and version = 0");
        command.Parameters.AddWithValue(eventId);
        return await command.ExecuteScalarAsync() is 1L ? "withdrawn" : null;
    }

    [Fact]
    public async Task A_public_event_goes_from_the_site_and_then_from_its_channel()
    {
        var channel = shared.TakeChannel();
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered");
        var address = $"/api/publications/{document.EventId}/withdraw";

        using var stale = newsroom.Publisher(signedInAt: TimeProvider.System.GetUtcNow().AddMinutes(-6));
        using var again = await stale.PostAsJsonAsync(address, new { reason = "a mistake" });
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Contains("problems/sign-in-again", await again.Content.ReadAsStringAsync());
        using var publisher = newsroom.Publisher();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await publisher.PostAsJsonAsync(address, new { reason = " " })).StatusCode);

        Assert.Equal(HttpStatusCode.Accepted, (await publisher.PostAsJsonAsync(address, new { reason = "a mistake" })).StatusCode);
        await newsroom.Probe.WaitForAsync<ReleaseWithdrawn>(message => message.EventId == document.EventId);
        Assert.True(newsroom.Site.NewestOf(document.EventId)!.Withdrawn);
        var taken = await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "withdraw", "delivered");
        Assert.Equal("withdrawn", (await newsroom.PublicationAsync(document.EventId))!.State);
        Assert.Equal([("publish", null), ("withdraw", $"{channel.Settings.Id}-1")], channel.Calls.Select(call => (call.Action, call.RemoteId)));
        Assert.Equal($"{channel.Settings.Id}-1", taken.RemoteId);
        Assert.Equal(HttpStatusCode.Accepted, (await publisher.PostAsJsonAsync(address, new { reason = "a mistake" })).StatusCode);
        Assert.Equal(2, newsroom.Site.Pushes.Count(one => one.Push.EventId == document.EventId));
    }

    [Fact]
    public async Task What_a_channel_has_not_begun_never_begins()
    {
        var channel = shared.TakeChannel();
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        using var publisher = newsroom.Publisher();
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/pause", UriKind.Relative), null);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "planned");
        await publisher.PostAsJsonAsync($"/api/publications/{document.EventId}/withdraw", new { reason = "a mistake" });
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "withdrawn");
        await newsroom.Probe.WaitForAsync<DeliverySettled>(message => message.EventId == document.EventId && message.State == "withdrawn");
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/resume", UriKind.Relative), null);

        // A later event through the same channel: had the first one been sent, it would stand before it.
        var later = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, later);
        var delivered = await newsroom.UntilAsync(later.EventId, channel.Settings.Id, "publish", "delivered");
        Assert.Equal([delivered.Id], channel.Calls.Select(call => call.DeliveryId));
    }

    [Fact]
    public async Task A_withdrawal_of_a_public_draft_by_its_editor_is_dropped_and_says_so()
    {
        var document = Newsroom.ADocument();
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "published");
        await newsroom.WithdrawDraftAsync(document.EventId, 1);
        await newsroom.Probe.WaitForAsync<StepRecorded>(step => step.EventId == document.EventId && step.Step == "withdrawal-dropped");
        Assert.Equal("published", (await newsroom.PublicationAsync(document.EventId))!.State);
    }
}
