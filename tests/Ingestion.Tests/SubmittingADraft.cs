using System.Text.Json.Nodes;
using Akorda.Contracts.Drafts;
using Akorda.Texts;

namespace Akorda.Ingestion.Tests;

public sealed class SubmittingADraft(Newsroom newsroom)
{
    [Fact]
    public async Task Sends_the_source_as_a_canonical_document()
    {
        var photograph = await Pictures.UploadAsync(newsroom);
        var draft = await newsroom.CreateAsync(draft =>
        {
            draft["place"] = "Ақорда";
            draft["body"] = $"Мәтін.\n\n![](media:{photograph})";
            draft["media"] = new JsonArray(new JsonObject { ["id"] = photograph, ["alt"] = "Екі адам", ["credit"] = "Баспасөз қызметі" });
            draft["urgency"] = "urgent";
            draft["embargoUntil"] = "2030-01-01T05:00:00+05:00";
            draft["channelTexts"] = new JsonObject { ["x-kk"] = "Қолмен", ["x-en"] = "By hand" };
        });
        var submitted = await newsroom.SubmitAsync(draft);
        Assert.Equal("submitted", (string?)submitted["status"]);

        var message = await MessageAsync(draft, 1);
        Assert.Equal((long)draft["number"]!, message.Number);
        Assert.Equal("urgent", message.Urgency);
        Assert.Equal(["aliya"], message.Writers.Select(writer => writer.Id));
        Assert.Equal("aliya", message.SubmittedBy.Id);
        var document = Document.Read(message.Document);
        Assert.Equal(["en", "kk", "ru"], document.Languages);
        Assert.Equal("Ақорда", document.Place);
        Assert.Equal(["telegram-kk", "x-kk"], document.Channels);
        Assert.Equal(new Dictionary<string, string> { ["x-kk"] = "Қолмен" }, document.ChannelTexts);
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), document.EmbargoUntil);
        var picture = Assert.Single(document.Media);
        using var bytes = await newsroom.Editor.GetAsync(new Uri($"/api/media/{photograph}", UriKind.Relative));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await bytes.Content.ReadAsByteArrayAsync())), picture.Sha256);
        Assert.Equal("Екі адам", picture.Alt);
        Assert.Equal(["ru", "en"], message.Targets.Select(target => target.Language));
        Assert.Equal(["x-en"], message.Targets[1].Channels);
        Assert.Equal(new Dictionary<string, string> { ["x-en"] = "By hand" }, message.Targets[1].ChannelTexts);
    }

    [Fact]
    public async Task Posts_to_the_channels_that_it_names_and_to_no_other()
    {
        var named = await newsroom.CreateAsync(draft => draft["channels"] = new JsonArray("vk-kk", "telegram-ru"));
        await newsroom.SubmitAsync(named);
        var message = await MessageAsync(named, 1);
        Assert.Equal(["vk-kk"], Document.Read(message.Document).Channels);
        Assert.Equal(["telegram-ru"], message.Targets.Single(target => target.Language == "ru").Channels);
        Assert.Empty(message.Targets.Single(target => target.Language == "en").Channels);

        var none = await newsroom.CreateAsync(draft => draft["channels"] = new JsonArray());
        await newsroom.SubmitAsync(none);
        message = await MessageAsync(none, 1);
        Assert.Empty(Document.Read(message.Document).Channels);
        Assert.All(message.Targets, target => Assert.Empty(target.Channels));
    }

    [Fact]
    public async Task Again_is_accepted_and_sends_nothing()
    {
        var draft = await newsroom.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => newsroom.SubmitAsync(draft)));
        var second = await newsroom.ReviseAsync(draft);
        await newsroom.SubmitAsync(second);
        // What comes after the repetitions is the proof that they sent nothing.
        await MessageAsync(draft, 2);
        Assert.Single(newsroom.Host.Probe.Heard<DraftSubmitted>(), message => message.EventId == IdOf(draft) && message.Revision == 1);
    }

    [Fact]
    public async Task Names_everyone_who_wrote_since_the_last_approval()
    {
        using var bolat = newsroom.Host.As("bolat", "editor");
        using var dana = newsroom.Host.As("dana", "editor");
        var draft = await newsroom.ReviseAsync(await newsroom.CreateAsync(), by: bolat);
        await newsroom.SubmitAsync(draft, dana);
        var first = await MessageAsync(draft, 2);
        Assert.Equal(["aliya", "bolat"], first.Writers.Select(writer => writer.Id).Order());

        await newsroom.Host.Probe.SendAsync(Messages.Approved(draft, "kk", 2));
        // A translation's approval says nothing of who wrote the source.
        await newsroom.Host.Probe.SendAsync(Messages.Approved(draft, "ru", 3));
        await newsroom.UntilAsync(draft, "kk", "approved");
        await newsroom.UntilAsync(draft, "ru", "approved");
        draft = await newsroom.ReviseAsync(await newsroom.ReviseAsync(draft, by: bolat), by: dana);
        await newsroom.SubmitAsync(draft);
        Assert.Equal(["bolat", "dana"], (await MessageAsync(draft, 4)).Writers.Select(writer => writer.Id).Order());
    }

    [Fact]
    public async Task Over_another_revision_than_the_newest_is_refused()
    {
        var draft = await newsroom.CreateAsync();
        await newsroom.ReviseAsync(draft);
        using var stale = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/submit", null, "\"1\"");
        await Newsroom.Problem(stale, 412, "stale");
        using var missing = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/submit", null);
        await Newsroom.Problem(missing, 428, "precondition-required");
        Assert.Equal("draft", (string?)(await newsroom.GetAsync(draft))["status"]);
    }

    [Fact]
    public async Task That_is_withdrawn_or_unknown_is_refused()
    {
        var draft = await newsroom.CreateAsync();
        using var withdrawn = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/withdraw", new JsonObject { ["reason"] = "A mistake" });
        using var conflict = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/submit", null, "\"1\"");
        await Newsroom.Problem(conflict, 409, "withdrawn");
        using var unknown = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{Guid.Empty}/submit", null, "\"1\"");
        await Newsroom.Problem(unknown, 404, "not-found");
    }

    private Task<DraftSubmitted> MessageAsync(JsonObject draft, int revision) =>
        newsroom.Host.Probe.WaitForAsync<DraftSubmitted>(message => message.EventId == IdOf(draft) && message.Revision == revision);

    private static Guid IdOf(JsonObject draft) => Guid.Parse((string)draft["id"]!);
}
