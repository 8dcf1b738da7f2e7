using Akorda.Contracts;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Translations;
using Akorda.Texts;

namespace Akorda.Translation.Tests;

/// <summary>One event as the other services would report it to Translation; each has an id of its own, so tests share a host without meeting.</summary>
internal sealed record A
{
    public const string Body = "The first paragraph has 5 numbers.\n\nThe second paragraph is of another kind altogether.\n\n> A quotation.";

    public static readonly Person Editor = new("editor", "Editor");
    private static int numbers;

    public Guid EventId { get; } = Guid.CreateVersion7();
    public long Number { get; } = Interlocked.Increment(ref numbers);

    public static A Event() => new();

    public Document Document(string body = Body, string title = "A title", string language = "en", string? embargo = null) => new()
    {
        Format = 1,
        EventId = EventId,
        Number = Number,
        Language = language,
        Languages = ["en", "kk", "ru"],
        Section = "events",
        Rubric = "akorda",
        Place = null,
        OccurredOn = new DateOnly(2021, 12, 20),
        Title = title,
        Lead = null,
        Body = body,
        Media = [],
        Topics = [],
        ReleasePolicy = "together",
        Urgency = "routine",
        EmbargoUntil = embargo is null ? null : DateTimeOffset.Parse(embargo, System.Globalization.CultureInfo.InvariantCulture),
        Channels = ["telegram-" + language],
        ChannelTexts = new Dictionary<string, string>(),
    };

    public DraftSubmitted Submitted(int revision = 1, Document? document = null, string[]? languages = null) => new()
    {
        EventId = EventId,
        Number = Number,
        Revision = revision,
        Language = (document ?? Document()).Language,
        Document = (document ?? Document()).Write(),
        Writers = [Editor],
        SubmittedBy = Editor,
        SubmittedAt = TimeProvider.System.GetUtcNow(),
        Urgency = "routine",
        Targets = [.. (languages ?? ["ru"]).Select(language => new TargetLanguage
        {
            Language = language,
            Channels = ["telegram-" + language],
            ChannelTexts = new Dictionary<string, string> { ["telegram-" + language] = "A post." },
        })],
    };

    public DraftWithdrawn Withdrawn(int revision = 1) => new()
    {
        EventId = EventId,
        Revision = revision,
        Reason = "no",
        WithdrawnBy = Editor,
        WithdrawnAt = TimeProvider.System.GetUtcNow(),
    };

    public static TextReturned Returned(TranslationCompleted text, string comment = "Say it better.", params IReadOnlyList<string> segments) => new()
    {
        EventId = text.EventId,
        Language = text.Language,
        SourceLanguage = text.SourceLanguage,
        Revision = text.Revision,
        Round = text.Round,
        Comment = comment,
        Segments = segments,
        ReturnedBy = new Person("reviewer", "Reviewer"),
        ReturnedAt = TimeProvider.System.GetUtcNow(),
        Urgency = "routine",
    };

    public static TextApproved Approved(TranslationCompleted text, DateTimeOffset? at = null) => new()
    {
        EventId = text.EventId,
        Number = text.Number,
        Language = text.Language,
        SourceLanguage = text.SourceLanguage,
        Revision = text.Revision,
        Round = text.Round,
        Document = text.Document,
        Digest = new string('0', 64),
        Writers = text.Writers,
        Approver = new Person("reviewer", "Reviewer"),
        ApprovedAt = at ?? TimeProvider.System.GetUtcNow(),
        Approval = "signed by Review",
        Carried = false,
        Urgency = "routine",
    };
}
