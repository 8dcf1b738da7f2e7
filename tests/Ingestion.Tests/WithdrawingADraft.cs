using System.Net;
using System.Text.Json.Nodes;
using Akorda.Contracts.Drafts;

namespace Akorda.Ingestion.Tests;

public sealed class WithdrawingADraft(Newsroom newsroom)
{
    [Fact]
    public async Task Says_so_to_the_other_services()
    {
        var draft = await newsroom.ReviseAsync(await newsroom.CreateAsync());
        await newsroom.SubmitAsync(draft);
        var withdrawn = await WithdrawAsync(draft, HttpStatusCode.Accepted);
        Assert.Equal("withdrawn", (string?)withdrawn["status"]);
        Assert.Equal("withdrawn", (string?)withdrawn["languages"]!["ru"]!["status"]);
        var message = await newsroom.Host.Probe.WaitForAsync<DraftWithdrawn>(message => message.EventId == IdOf(draft));
        Assert.Equal(2, message.Revision);
        Assert.Equal("A mistake", message.Reason);
        Assert.Equal("aliya", message.WithdrawnBy.Id);
    }

    [Fact]
    public async Task Again_is_accepted_and_sends_nothing()
    {
        var draft = await newsroom.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => WithdrawAsync(draft, HttpStatusCode.Accepted)));
        var after = await newsroom.CreateAsync();
        await WithdrawAsync(after, HttpStatusCode.Accepted);
        await newsroom.Host.Probe.WaitForAsync<DraftWithdrawn>(message => message.EventId == IdOf(after));
        Assert.Single(newsroom.Host.Probe.Heard<DraftWithdrawn>(), message => message.EventId == IdOf(draft));
    }

    [Fact]
    public async Task After_its_release_is_refused()
    {
        var draft = await newsroom.CreateAsync();
        await newsroom.SubmitAsync(draft);
        await newsroom.Host.Probe.SendAsync(Messages.Published(draft, 1, "kk", "ru", "en"));
        await newsroom.UntilAsync(draft, "published");
        await Refused();
        // A correction under way does not make it less public.
        await newsroom.SubmitAsync(await newsroom.ReviseAsync(draft));
        await Refused();

        async Task Refused()
        {
            using var answer = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/withdraw", new JsonObject { ["reason"] = "A mistake" });
            await Newsroom.Problem(answer, 409, "already-released");
        }
    }

    [Fact]
    public async Task That_the_Publisher_released_meanwhile_gets_its_true_status_back()
    {
        var draft = await newsroom.CreateAsync();
        await newsroom.SubmitAsync(draft);
        await WithdrawAsync(draft, HttpStatusCode.Accepted);
        await newsroom.Host.Probe.SendAsync(Messages.Published(draft, 1, "kk", "ru", "en"));
        await newsroom.Host.Probe.SendAsync(Messages.Step(draft, "withdrawal-dropped"));
        await newsroom.UntilAsync(draft, "published");
        await newsroom.ReviseAsync(draft);
    }

    [Fact]
    public async Task That_does_not_exist_is_not_found()
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{Guid.Empty}/withdraw", new JsonObject { ["reason"] = "A mistake" });
        await Newsroom.Problem(answer, 404, "not-found");
    }

    private async Task<JsonObject> WithdrawAsync(JsonObject draft, HttpStatusCode expected)
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/withdraw", new JsonObject { ["reason"] = " A mistake " });
        return await Newsroom.Read(answer, expected);
    }

    private static Guid IdOf(JsonObject draft) => Guid.Parse((string)draft["id"]!);
}
