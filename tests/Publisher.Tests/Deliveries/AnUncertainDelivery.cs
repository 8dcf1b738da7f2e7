using System.Net;
using System.Net.Http.Json;
using Akorda.Contracts.Publications;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Deliveries;
using Akorda.Publisher.Tests.World;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Deliveries;

public sealed class AnUncertainDelivery(SharedNewsroom shared)
{
    private static readonly Answer Reset = new Answer.Uncertain { Evidence = "reset after the body" };
    private readonly Newsroom newsroom = shared.Newsroom;
    private readonly ScriptedChannel channel = shared.TakeChannel();

    [Fact]
    public async Task That_the_network_shows_is_delivered_without_a_second_post()
    {
        channel.Then(Reset).ThenFind(new Finding.Unreadable(TimeSpan.Zero) { Evidence = "502" }, new Finding.Present("77", "https://network.example/77") { Evidence = "listed" });
        var document = await ReleaseAsync();
        var delivered = await UntilAsync(document, "delivered");
        Assert.Equal(("77", "https://network.example/77"), (delivered.RemoteId, delivered.Url));
        Assert.Single(channel.Calls);
        Assert.Equal(["uncertain", "found"], delivered.Attempts.Select(attempt => attempt.Outcome));
        var settled = await newsroom.Probe.WaitForAsync<DeliverySettled>(message => message.DeliveryId == delivered.Id);
        Assert.Equal(("delivered", "https://network.example/77"), (settled.State, settled.Url));
    }

    [Fact]
    public async Task That_is_absent_twice_is_sent_once_more()
    {
        channel.Then(Reset);
        var document = await ReleaseAsync();
        var delivered = await UntilAsync(document, "delivered");
        Assert.Equal(["uncertain", "absent", "absent", "delivered"], delivered.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(2, channel.Calls.Count);
    }

    [Fact]
    public async Task That_nobody_can_read_waits_for_a_person_and_is_not_retried()
    {
        channel.Then(Reset).ThenFind(new Finding.Unknowable("no audit chat") { Evidence = "" });
        var document = await ReleaseAsync();
        var held = await UntilAsync(document, "held");
        Assert.Equal("no audit chat", held.Reason);
        using var publisher = newsroom.Publisher();

        using var retry = await publisher.PostAsync(new Uri($"/api/deliveries/{held.Id}/retry", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Conflict, retry.StatusCode);
        using var stale = newsroom.Publisher(signedInAt: TimeProvider.System.GetUtcNow().AddMinutes(-6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ResolveAsync(stale, held.Id, new { outcome = "posted" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ResolveAsync(publisher, held.Id, new { outcome = "perhaps" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ResolveAsync(publisher, held.Id, new { outcome = "posted", url = "javascript:alert(1)" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ResolveAsync(publisher, held.Id, new { outcome = "posted", url = "https://network.example/seen" })).StatusCode);
        Assert.Equal("https://network.example/seen", (await UntilAsync(document, "delivered")).Url);
        Assert.Equal(HttpStatusCode.OK, (await ResolveAsync(publisher, held.Id, new { outcome = "posted" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await ResolveAsync(publisher, held.Id, new { outcome = "absent" })).StatusCode);
        Assert.Single(channel.Calls);
    }

    [Fact]
    public async Task An_answer_that_the_client_cannot_read_is_no_licence_to_send_again()
    {
        channel.ThenDo(_ => throw new InvalidOperationException("half a JSON")).ThenFind(new Finding.Present("5", null) { Evidence = "listed" });
        var document = await ReleaseAsync();
        await UntilAsync(document, "delivered");
        Assert.Single(channel.Calls);
    }

    private async Task<Document> ReleaseAsync()
    {
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        return document;
    }

    private Task<DeliveryView> UntilAsync(Document document, string state) => newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", state);

    private static Task<HttpResponseMessage> ResolveAsync(HttpClient client, Guid id, object body) => client.PostAsJsonAsync($"/api/deliveries/{id}/resolve", body);
}
