using Akorda.Contracts;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Translations;
using Akorda.Texts;

namespace Akorda.Review.Tests;

/// <summary>One event as the other services would report it to Review; each has an id of its own, so tests share a host without meeting.</summary>
internal sealed record A
{
    public static readonly Person Editor = new("editor", "Editor");
    public static readonly Person Translator = new("translator", "Translator");
    private static int numbers;

    public Guid EventId { get; } = Guid.CreateVersion7();
    public long Number { get; } = Interlocked.Increment(ref numbers);

    public static A Event() => new();

    public Document Document(string language = "kk", string title = "A title", string body = "One paragraph.\n\nAnother paragraph.") => new()
    {
        Format = 1,
        EventId = EventId,
        Number = Number,
        Language = language,
        Languages = ["en", "kk", "ru"],
        Section = "events",
        Rubric = "akorda",
        Place = "Astana",
        OccurredOn = new DateOnly(2021, 12, 20),
        Title = title,
        Lead = "A lead",
        Body = body,
        Media = [new() { Id = Guid.Parse("0193b0a1-0000-7000-8000-000000000001"), Sha256 = new string('a', 64), Alt = "A picture", Caption = "A caption", Credit = null }],
        Topics = [],
        ReleasePolicy = "together",
        Urgency = "routine",
        EmbargoUntil = null,
        Channels = ["telegram-" + language],
        ChannelTexts = new Dictionary<string, string> { ["telegram-" + language] = "A post." },
    };

    public DraftSubmitted Submitted(int revision = 1, Document? document = null, IReadOnlyList<Person>? writers = null) => new()
    {
        EventId = EventId,
        Number = Number,
        Revision = revision,
        Language = "kk",
        Document = (document ?? Document()).Write(),
        Writers = writers ?? [Editor],
        SubmittedBy = Editor,
        SubmittedAt = TimeProvider.System.GetUtcNow(),
        Urgency = "routine",
        Targets = [],
    };

    public DraftWithdrawn Withdrawn(int revision = 1) => new()
    {
        EventId = EventId,
        Revision = revision,
        Reason = "no",
        WithdrawnBy = Editor,
        WithdrawnAt = TimeProvider.System.GetUtcNow(),
    };

    public TranslationCompleted Translated(int revision = 1, int round = 1, string language = "ru", Document? document = null) => new()
    {
        EventId = EventId,
        TaskId = Guid.CreateVersion7(),
        Number = Number,
        Language = language,
        SourceLanguage = "kk",
        Revision = revision,
        Round = round,
        Document = (document ?? Document(language)).Write(),
        Writers = [Editor, Translator],
        CompletedBy = Translator,
        CompletedAt = TimeProvider.System.GetUtcNow(),
        Urgency = "routine",
        Acknowledged = [new() { Check = "number", SegmentId = "s1", Message = "12 is missing", Reason = "written in words" }],
    };
}
