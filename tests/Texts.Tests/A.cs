namespace Akorda.Texts.Tests;

/// <summary>Examples with everything in them, to be changed where a test needs it.</summary>
internal static class A
{
    public static Document Document() => new()
    {
        Format = 1,
        EventId = Guid.Parse("0193b0a1-0000-7000-8000-0000000000aa"),
        Number = 1201,
        Language = "en",
        Languages = ["en", "kk", "ru"],
        Section = "events",
        Rubric = "akorda",
        Place = "Astana",
        OccurredOn = new DateOnly(2021, 12, 20),
        Title = "A title",
        Lead = "A lead",
        Body = "A body.",
        Media = [new() { Id = Guid.Parse("0193b0a1-0000-7000-8000-000000000001"), Sha256 = new string('a', 64), Alt = "A picture", Caption = "A caption", Credit = "Akorda" }],
        Topics = ["economy"],
        ReleasePolicy = "together",
        Urgency = "routine",
        EmbargoUntil = null,
        Channels = ["telegram-en", "x-en"],
        ChannelTexts = new Dictionary<string, string> { ["x-en"] = "A post." },
    };
}
