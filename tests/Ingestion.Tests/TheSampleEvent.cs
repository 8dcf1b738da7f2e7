using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Texts;

namespace Akorda.Ingestion.Tests;

/// <summary>The event that the first start and the demo publish: readers see it before anything else.</summary>
public sealed partial class TheSampleEvent(Newsroom newsroom)
{
    private static readonly JsonObject Sample = Read();

    [Fact]
    public async Task Is_a_draft_that_can_be_submitted()
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", Sample["draft"]!);
        await newsroom.SubmitAsync(await Newsroom.Read(answer, HttpStatusCode.Created));
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void Says_the_same_in_every_language(string language)
    {
        var source = SegmentsOf(Sample["draft"]!);
        var translation = SegmentsOf(Sample["translations"]![language]!);
        Assert.Equal(source.Select(segment => segment.Kind), translation.Select(segment => segment.Kind));
        Assert.Equal(source.Select(segment => NumbersOf(segment.Text)), translation.Select(segment => NumbersOf(segment.Text)));
        Assert.Empty(Markdown.Check((string)Sample["translations"]![language]!["body"]!));
    }

    private static string NumbersOf(string text) => string.Join(' ', Digits().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    private static IReadOnlyList<Segment> SegmentsOf(JsonNode text) => Segments.Cut(new Document
    {
        Format = 1,
        EventId = Guid.Empty,
        Number = 1,
        Language = "kk",
        Languages = ["kk"],
        Section = "events",
        Rubric = "akorda",
        Place = (string?)text["place"],
        OccurredOn = new DateOnly(2026, 11, 20),
        Title = (string)text["title"]!,
        Lead = (string?)text["lead"],
        Body = (string)text["body"]!,
        Media = [],
        Topics = [],
        ReleasePolicy = "together",
        Urgency = "routine",
        EmbargoUntil = null,
        Channels = [],
        ChannelTexts = new Dictionary<string, string>(),
    }, []);

    private static JsonObject Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Akorda.Pipeline.sln"))) folder = folder.Parent!;
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "deploy/samples/event.json")))!.AsObject();
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
