using Akorda.Approvals;
using Akorda.Contracts;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Translations;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Review.Reviews;

/// <summary>A text as it arrives, source and translation alike.</summary>
internal sealed record Arrived
{
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required string Language { get; init; }
    public required string SourceLanguage { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    public required string Document { get; init; }
    public required IReadOnlyList<Person> Writers { get; init; }
    public required Person? Author { get; init; }
    public required Person? Translator { get; init; }
    public required IReadOnlyList<AcknowledgedCheck> Acknowledged { get; init; }
    /// <summary>As the translator knows them; null where nobody said.</summary>
    public required IReadOnlyList<string>? SegmentIds { get; init; }
    public required string Urgency { get; init; }

    public IReadOnlyList<Person> DistinctWriters => [.. Writers.DistinctBy(writer => writer.Id)];

    /// <summary>Reads the document and answers its title.</summary>
    /// <exception cref="InvalidDataException">The message contradicts its document, or names nobody whom the four-eyes rule could hold off.</exception>
    public string Check()
    {
        var document = Texts.Document.Read(Document);
        if (document.EventId != EventId || document.Language != Language || document.Number != Number)
            throw new InvalidDataException("The document is of another event or language than its message.");
        if (Writers.Count == 0) throw new InvalidDataException("A text without writers cannot be reviewed: anybody could be its author.");
        return document.Title;
    }

    /// <summary>The approval of the same bytes, signed again for this revision. Who wrote the words then still wrote them.</summary>
    public TextApproved Carry(ApprovedText approved, string digest, DateTimeOffset now, SigningKey key)
    {
        IReadOnlyList<Person> writers = [.. Writers.Concat(approved.Writers).DistinctBy(writer => writer.Id)];
        return new TextApproved
        {
            EventId = EventId,
            Number = Number,
            Language = Language,
            SourceLanguage = SourceLanguage,
            Revision = Revision,
            Round = Round,
            Document = Document,
            Digest = digest,
            Writers = writers,
            Approver = approved.Approver,
            ApprovedAt = now,
            Approval = new Approval
            {
                EventId = EventId,
                Language = Language,
                Revision = Revision,
                Round = Round,
                Digest = digest,
                Writers = [.. writers.Select(writer => writer.Id)],
                Approver = approved.Approver.Id,
                ApprovedAt = now,
                CarriedFrom = approved.First,
            }.Sign(key),
            Carried = true,
            Urgency = Urgency,
        };
    }
}

/// <summary>The text that was last approved in a language.</summary>
/// <param name="First">Where a person approved it.</param>
internal sealed record ApprovedText(string Digest, IReadOnlyList<Person> Writers, Person Approver, CarriedApproval First);

/// <summary>What Review knows of an event before a text arrives.</summary>
internal sealed record Standing(int NewestRevision, int WithdrawnRevision, (int Revision, int Round) NewestText, ApprovedText? Approved)
{
    /// <summary>True for a text that something newer has overtaken, that is here already, or whose draft was withdrawn.</summary>
    public bool Passes(Arrived text) =>
        text.Revision < NewestRevision || text.Revision <= WithdrawnRevision || (text.Revision, text.Round).CompareTo(NewestText) <= 0;

    /// <summary>True when the very same bytes were approved last, by somebody who has not become one of their writers since.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Approved))]
    public bool CanCarry(Arrived text, string digest) =>
        Approved is { } approved && approved.Digest == digest && text.Writers.All(writer => writer.Id != approved.Approver.Id);

    public static Standing Read(NpgsqlDataReader row)
    {
        var (revision, round) = (row.Nullable<int>("revision"), row.Nullable<int>("round"));
        return new Standing(
            row.GetInt32(row.GetOrdinal("newest_revision")), row.GetInt32(row.GetOrdinal("withdrawn_revision")),
            (row.Nullable<int>("text_revision") ?? 0, row.Nullable<int>("text_round") ?? 0),
            revision is null || round is null ? null : new ApprovedText(
                row.GetString(row.GetOrdinal("digest")), row.FromJson<List<Person>>("writers"), row.FromJson<Person>("settled_by"),
                new CarriedApproval(row.Nullable<int>("carried_from_revision") ?? revision.Value, row.Nullable<int>("carried_from_round") ?? round.Value)));
    }
}
