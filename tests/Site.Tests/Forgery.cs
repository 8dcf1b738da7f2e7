using Akorda.Approvals;
using Akorda.Contracts.Site;
using Akorda.Testing;
using Akorda.Texts;

namespace Akorda.Site.Tests;

/// <summary>Pushes that a Publisher in wrong hands could sign, each by what is wrong with it.</summary>
public static class Forgery
{
    private static readonly SigningKey Stranger = SigningKey.Create();

    public static readonly IReadOnlyDictionary<string, Func<PublicationPush, IReadOnlyList<Document>, PublicationPush>> Of =
        new Dictionary<string, Func<PublicationPush, IReadOnlyList<Document>, PublicationPush>>
        {
            ["approved by a stranger's key"] = (push, documents) => WithFirst(push, Press.TextOf(documents[0], key: Stranger)),
            ["approved by the Publisher's key"] = (push, documents) => WithFirst(push, Press.TextOf(documents[0], key: SigningKey.Load(ProductKeys.KeyFile("publisher")))),
            ["approved by its writer"] = (push, documents) => WithFirst(push, Press.TextOf(documents[0], approver: "editor")),
            ["other words than were approved"] = (push, documents) => WithFirst(push, push.Texts[0] with { Document = (documents[0] with { Title = "Forged" }).Write() }),
            ["approved for another revision"] = (push, _) => WithFirst(push, push.Texts[0] with { Revision = 2 }),
            ["approved for another round"] = (push, _) => WithFirst(push, push.Texts[0] with { Round = 2 }),
            ["the approval of another language"] = (push, _) => WithFirst(push, push.Texts[0] with { Approval = push.Texts[1].Approval }),
            ["the approval of another event"] = (push, _) => WithFirst(push, push.Texts[0] with { Approval = Press.PushOf(A.Event()).Texts[0].Approval }),
            ["no approval"] = (push, _) => WithFirst(push, push.Texts[0] with { Approval = "" }),
            ["an approval that is no token"] = (push, _) => WithFirst(push, push.Texts[0] with { Approval = "a.b.c" }),
            ["the document of another event"] = (push, _) => WithFirst(push, Press.TextOf(A.Event()[0])),
            ["a document of another number"] = (push, documents) => WithFirst(push, Press.TextOf(documents[0] with { Number = 1 })),
            ["a document in another language"] = (push, documents) => WithFirst(push, Press.TextOf(documents[0] with { Language = "en" }) with { Language = "kk" }),
            ["a document that is not canonical"] = (push, _) => WithFirst(push, push.Texts[0] with { Document = " " + push.Texts[0].Document }),
            ["no document"] = (push, _) => WithFirst(push, push.Texts[0] with { Document = "" }),
            ["no Kazakh"] = (push, _) => push with { Texts = [.. push.Texts.Skip(1)] },
            ["no text"] = (push, _) => push with { Texts = [] },
            ["one language twice"] = (push, _) => push with { Texts = [.. push.Texts, push.Texts[0]] },
            ["a language that the site has not"] = (push, documents) => push with { Texts = [.. push.Texts, Press.TextOf(documents[0] with { Language = "fr" })] },
            ["a slug that leaves its folder"] = (push, _) => WithFirst(push, push.Texts[0] with { Slug = "../../etc" }),
            ["a slug with a letter that looks Latin"] = (push, _) => WithFirst(push, push.Texts[0] with { Slug = "pr\u0435zident" }),
        };

    private static PublicationPush WithFirst(PublicationPush push, PublicText text) => push with { Texts = [text, .. push.Texts.Skip(1)] };
}
