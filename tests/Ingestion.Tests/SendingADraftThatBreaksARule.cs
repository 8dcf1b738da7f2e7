using System.Text.Json.Nodes;

namespace Akorda.Ingestion.Tests;

/// <summary>Each rule by itself: everything else about the draft is right.</summary>
public sealed class SendingADraftThatBreaksARule(Newsroom newsroom)
{
    private static readonly string Unknown = Guid.Empty.ToString();

    // The member that is named in the answer, and what was sent instead of what is right.
    private static readonly (string Path, Action<JsonObject> Break)[] Rules =
    [
        ("$.language", draft => (draft["language"], draft["targetLanguages"]) = ("de", new JsonArray("kk"))),
        ("$.language", draft => draft["language"] = "KK"),
        ("$.section", draft => draft["section"] = "sport"),
        ("$.rubric", draft => draft["rubric"] = "events"),
        ("$.place", draft => draft["place"] = new string('a', 201)),
        ("$.place", draft => draft["place"] = "two\nlines"),
        ("$.title", draft => draft["title"] = ""),
        ("$.title", draft => draft["title"] = " \u00a0 "),
        ("$.title", draft => draft["title"] = "two\nlines"),
        ("$.title", draft => draft["title"] = "tab\there"),
        ("$.title", draft => draft["title"] = "null\0"),
        ("$.title", draft => draft["title"] = "delete\u007f"),
        ("$.title", draft => draft["title"] = "c1\u0085"),
        ("$.title", draft => draft["title"] = "right to left \u202e"),
        ("$.title", draft => draft["title"] = "zero width\u200b"),
        ("$.title", draft => draft["title"] = new string('ә', 301)),
        ("$.title", draft => draft["title"] = string.Concat(Enumerable.Repeat("😀", 301))),
        ("$.lead", draft => draft["lead"] = new string('a', 1_001)),
        ("$.lead", draft => draft["lead"] = "bell\u0007"),
        ("$.body", draft => draft["body"] = ""),
        ("$.body", draft => draft["body"] = "\n \n"),
        ("$.body", draft => draft["body"] = new string('a', 200_001)),
        ("$.body", draft => draft["body"] = "isolate \u2066"),
        ("$.body", draft => draft["body"] = "text <b>html</b>"),
        ("$.body", draft => draft["body"] = "[link](http://example.com)"),
        ("$.body", draft => draft["body"] = "[link](javascript:alert(1))"),
        ("$.body", draft => draft["body"] = $"![](media:{Unknown})"),
        ("$.media", draft => draft["media"] = new JsonArray([.. Enumerable.Range(0, 201).Select(_ => new JsonObject { ["id"] = Unknown, ["alt"] = "a" })])),
        ("$.media[0]", draft => draft["media"] = new JsonArray((JsonNode?)null)),
        ("$.media[0].id", draft => draft["media"] = new JsonArray(new JsonObject { ["id"] = Unknown, ["alt"] = "a" })),
        ("$.media[0].alt", draft => draft["media"] = new JsonArray(new JsonObject { ["id"] = Unknown, ["alt"] = "" })),
        ("$.media[0].alt", draft => draft["media"] = new JsonArray(new JsonObject { ["id"] = Unknown, ["alt"] = new string('a', 1_001) })),
        ("$.media[0].caption", draft => draft["media"] = new JsonArray(new JsonObject { ["id"] = Unknown, ["alt"] = "a", ["caption"] = new string('a', 1_001) })),
        ("$.media[0].credit", draft => draft["media"] = new JsonArray(new JsonObject { ["id"] = Unknown, ["alt"] = "a", ["credit"] = "hidden\u200d" })),
        ("$.topics[0]", draft => draft["topics"] = new JsonArray("sport")),
        ("$.topics[1]", draft => draft["topics"] = new JsonArray("economy", "economy")),
        ("$.topics[1]", draft => draft["topics"] = new JsonArray("economy", null)),
        ("$.topics", draft => draft["topics"] = new JsonArray([.. Enumerable.Range(0, 201).Select(_ => (JsonNode)"economy")])),
        ("$.targetLanguages[0]", draft => draft["targetLanguages"] = new JsonArray("kk")),
        ("$.targetLanguages[0]", draft => draft["targetLanguages"] = new JsonArray("de")),
        ("$.targetLanguages[1]", draft => draft["targetLanguages"] = new JsonArray("ru", "ru")),
        ("$.targetLanguages[0]", draft => draft["targetLanguages"] = new JsonArray((JsonNode?)null)),
        ("$.targetLanguages", draft => (draft["language"], draft["targetLanguages"]) = ("en", new JsonArray("ru"))),
        ("$.targetLanguages", draft => (draft["language"], draft["targetLanguages"]) = ("en", new JsonArray())),
        ("$.releasePolicy", draft => draft["releasePolicy"] = "Together"),
        ("$.urgency", draft => draft["urgency"] = "FLASH"),
        ("$.channels[0]", draft => draft["channels"] = new JsonArray("telegram-fr")),
        ("$.channels[1]", draft => draft["channels"] = new JsonArray("x-kk", "x-kk")),
        ("$.channels[0]", draft => draft["channels"] = new JsonArray((JsonNode?)null)),
        ("$.channels[0]", draft => (draft["targetLanguages"], draft["channels"]) = (new JsonArray("ru"), new JsonArray("x-en"))),
        ("$.channelTexts.vk-kk", draft => draft["channelTexts"] = new JsonObject { ["vk-kk"] = "not a default channel" }),
        ("$.channelTexts.x-kk", draft => (draft["channels"], draft["channelTexts"]) = (new JsonArray("telegram-kk"), new JsonObject { ["x-kk"] = "not chosen" })),
        ("$.channelTexts.x-kk", draft => (draft["channels"], draft["channelTexts"]) = (new JsonArray(), new JsonObject { ["x-kk"] = "none chosen" })),
        ("$.channelTexts.x-kk", draft => draft["channelTexts"] = new JsonObject { ["x-kk"] = " " }),
        ("$.channelTexts.x-kk", draft => draft["channelTexts"] = new JsonObject { ["x-kk"] = null }),
        ("$.channelTexts.x-kk", draft => draft["channelTexts"] = new JsonObject { ["x-kk"] = "override\u202d" }),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Rules.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Names_the_member_and_creates_nothing(int rule)
    {
        var mark = $"Rule {rule} {Guid.CreateVersion7()}";
        var draft = A.Draft(draft => draft["title"] = mark);
        Rules[rule].Break(draft);
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", draft);
        var errors = (await Newsroom.Problem(answer, 422, "invalid"))["errors"]!.AsObject();
        Assert.True(errors.ContainsKey(Rules[rule].Path), errors.ToJsonString());
        using var found = await newsroom.Editor.GetAsync(new Uri($"/api/drafts?q={Uri.EscapeDataString(mark)}", UriKind.Relative));
        Assert.Empty((await Newsroom.Read(found, System.Net.HttpStatusCode.OK))["items"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Leaves_the_draft_as_it_was(int rule)
    {
        var before = await newsroom.CreateAsync();
        using var answer = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{before["id"]}", A.Draft(Rules[rule].Break), "\"1\"");
        await Newsroom.Problem(answer, 422, "invalid");
        Assert.True(JsonNode.DeepEquals(before, await newsroom.GetAsync(before)));
    }

    [Fact]
    public async Task Names_the_line_as_the_sender_counts_it()
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(draft => draft["body"] = "\r\n\r\nOne\r\n\r\n<b>Two</b>\r\n"));
        var errors = (await Newsroom.Problem(answer, 422, "invalid"))["errors"]!;
        Assert.StartsWith("line 5:", (string)errors["$.body"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_what_just_keeps_within_the_lengths()
    {
        var draft = await newsroom.CreateAsync(draft =>
        {
            // Two code units, one code point; and two code points that NFC makes one.
            draft["title"] = string.Concat(Enumerable.Repeat("😀", 299)) + "e\u0301";
            draft["lead"] = new string('ә', 1_000);
            draft["place"] = new string('ә', 200);
            draft["body"] = new string('ә', 200_000);
        });
        Assert.Equal(200_000, ((string)draft["body"]!).Length);
    }
}
