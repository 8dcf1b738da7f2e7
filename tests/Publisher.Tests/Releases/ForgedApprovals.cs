using System.Text;
using System.Text.Json;
using Akorda.Approvals;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Timeline;
using Akorda.Publisher.Tests.World;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Releases;

public sealed class ForgedApprovals(SharedNewsroom shared)
{
    private readonly Newsroom newsroom = shared.Newsroom;

    [Fact]
    public async Task None_of_twenty_kinds_publishes_anything_and_each_is_recorded()
    {
        foreach (var (kind, forge) in Kinds())
        {
            var document = Newsroom.ADocument();
            var forged = forge(document);
            await newsroom.Probe.SendAsync(forged);
            var step = await newsroom.Probe.WaitForAsync<StepRecorded>(step => step.EventId == forged.EventId && step.Step == "approval-refused");
            Assert.False(string.IsNullOrEmpty(step.Detail), kind);
            Assert.True(newsroom.Site.NewestOf(forged.EventId) is null && newsroom.Site.NewestOf(document.EventId) is null, $"{kind} was published");
            Assert.True(await newsroom.PublicationAsync(forged.EventId) is null, $"{kind} left something behind");
        }
    }

    private Dictionary<string, Func<Document, TextApproved>> Kinds()
    {
        var other = SigningKey.Create();
        var publishers = SigningKey.Load(KeyFolder.PrivateKeyFile(newsroom.Keys, "publisher"));
        return new()
        {
            ["no signature at all"] = document => newsroom.Approved(document) with { Approval = "" },
            ["rubbish"] = document => newsroom.Approved(document) with { Approval = "a.b.c" },
            ["an unknown key"] = document => newsroom.Approved(document, key: other),
            ["the Publisher's own key"] = document => newsroom.Approved(document, key: publishers),
            ["a signature of another kind"] = document => Resigned(document, "publication+jws"),
            ["no algorithm"] = document => newsroom.Approved(document) with { Approval = Unsecured(newsroom.Approved(document).Approval) },
            ["a cut signature"] = document => Changed(document, token => token[..^4]),
            ["a changed payload"] = document => Changed(document, token => Swap(token, payload => payload.Replace("rosa", "vera", StringComparison.Ordinal))),
            ["a payload that is no approval"] = document => newsroom.Approved(document) with { Approval = Jws.Sign("[]"u8, Approval.Type, newsroom.Review) },
            ["another event"] = document => newsroom.Approved(document, change: approval => approval with { EventId = Guid.CreateVersion7() }),
            ["another language"] = document => newsroom.Approved(document, change: approval => approval with { Language = "ru" }),
            ["another revision"] = document => newsroom.Approved(document, change: approval => approval with { Revision = 2 }),
            ["another round"] = document => newsroom.Approved(document, change: approval => approval with { Round = 2 }),
            ["a replay for a later revision"] = document => newsroom.Approved(document) with { Revision = 2 },
            ["another digest"] = document => newsroom.Approved(document, change: approval => approval with { Digest = new string('0', 64) }),
            ["other words"] = document => newsroom.Approved(document) with { Document = (document with { Title = "Жалған" }).Write() },
            ["a writer as approver"] = document => newsroom.Approved(document, change: approval => approval with { Approver = "erik" }),
            ["no writers"] = document => newsroom.Approved(document, change: approval => approval with { Writers = [] }),
            ["a document of another event"] = document => Of(document, document with { EventId = Guid.CreateVersion7() }),
            ["a document of another language"] = document => Of(document, document with { Language = "ru", Languages = ["ru"] }),
            ["a document without its own language"] = document => Of(document, document with { Languages = ["ru"] }),
            ["another number in the message"] = document => newsroom.Approved(document) with { Number = document.Number + 1 },
            ["another digest in the message"] = document => newsroom.Approved(document) with { Digest = new string('0', 64) },
            ["a document not in canonical form"] = document => Raw(document, document.Write() + " "),
            ["no document"] = document => Raw(document, "{}"),
        };
    }

    // Signed by Review, and yet not what it says it is.
    private TextApproved Of(Document claimed, Document held) => newsroom.Approved(held, change: approval => approval with { EventId = claimed.EventId, Language = claimed.Language })
        with
    { EventId = claimed.EventId, Language = claimed.Language, Number = claimed.Number };

    private TextApproved Raw(Document document, string text) => newsroom.Approved(document, change: approval => approval with { Digest = Approval.DigestOf(text) })
        with
    { Document = text, Digest = Approval.DigestOf(text) };

    private TextApproved Changed(Document document, Func<string, string> change)
    {
        var message = newsroom.Approved(document);
        return message with { Approval = change(message.Approval) };
    }

    private TextApproved Resigned(Document document, string type)
    {
        var message = newsroom.Approved(document);
        return message with { Approval = Jws.Sign(Payload(message.Approval), type, newsroom.Review) };
    }

    private static byte[] Payload(string token) => System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]);

    private static string Swap(string token, Func<string, string> change)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(Payload(token)))))}.{parts[2]}";
    }

    private static string Unsecured(string token) =>
        $"{System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "none", typ = Approval.Type, kid = "x" }))}.{token.Split('.')[1]}.";
}
