using System.Text.Json;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Deliveries;

/// <summary>One release, one language, one destination, one action: what is known of it, and what may follow. Every rule of the ledger is here, without a clock, a network or a database.</summary>
public sealed record Delivery
{
    public const string Planned = "planned";
    public const string Prepared = "prepared";
    public const string Attempting = "attempting";
    public const string Delivered = "delivered";
    public const string Retrying = "retrying";
    public const string Uncertain = "uncertain";
    public const string Rejected = "rejected";
    public const string Held = "held";
    public const string Skipped = "skipped";
    public const string Withdrawn = "withdrawn";

    public const string Publish = "publish";
    public const string Correct = "correct";
    public const string Withdraw = "withdraw";

    /// <summary>Between committing an attempt and its first byte; a sender that was stopped for longer no longer begins.</summary>
    public static readonly TimeSpan BeginWithin = TimeSpan.FromSeconds(10);

    // A press release may be late, but after six hours of trying a person should know.
    private static readonly TimeSpan Validity = TimeSpan.FromHours(6);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PagePause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ThrottlePause = TimeSpan.FromMinutes(1);
    private const int MostDoubts = 5;

    public required Guid Id { get; init; }
    public required string Action { get; init; }
    public required string State { get; init; }
    /// <summary>The frozen request; null before it is prepared.</summary>
    public required JsonElement? Request { get; init; }
    /// <summary>The network may have acted without our knowing.</summary>
    public required bool InDoubt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required DateTimeOffset? TryingSince { get; init; }
    public required int Tries { get; init; }
    /// <summary>How often an attempt ended uncertain.</summary>
    public required int Doubts { get; init; }
    /// <summary>When the last byte of the newest attempt can have left at the latest.</summary>
    public required DateTimeOffset? LastByteAt { get; init; }
    /// <summary>When the network first showed nothing of the newest attempt.</summary>
    public required DateTimeOffset? AbsentAt { get; init; }
    public required string? RemoteId { get; init; }
    public required string? Url { get; init; }
    public required DateTimeOffset? PostedAt { get; init; }
    public required string? Reason { get; init; }
    /// <summary>Counts changes; a change that was decided on an older state is refused.</summary>
    public required long Change { get; init; }

    /// <summary>A state that only a person would change.</summary>
    public bool IsSettled => State is Delivered or Rejected or Held or Skipped or Withdrawn;

    /// <summary>The attempt, to be committed before its first byte leaves.</summary>
    public Delivery Begin(DateTimeOffset now, ChannelTiming timing) => this with
    {
        State = Attempting,
        InDoubt = true,
        Tries = Tries + 1,
        TryingSince = TryingSince ?? now,
        LastByteAt = now + BeginWithin + TimeSpan.FromSeconds(timing.TimeoutSeconds),
        AbsentAt = null,
        Reason = null,
    };

    /// <summary>Its sender is gone: nobody knows what left.</summary>
    public Delivery Lost(DateTimeOffset now) => this with { State = Uncertain, Doubts = Doubts + 1, DueAt = now, AbsentAt = null };

    /// <summary>Nothing of it began, and nothing of it is to begin any more.</summary>
    public Delivery Drop(string reason) => this with { State = Withdrawn, InDoubt = false, Reason = reason };

    /// <summary>There is no post to correct: the corrected text is the first one.</summary>
    public Delivery BecomePublish(DateTimeOffset now) => this with { Action = Publish, State = Planned, Request = null, DueAt = now };

    /// <summary>The page that it links to is not there yet.</summary>
    public Delivery AwaitPage(DateTimeOffset now) => this with { DueAt = now + PagePause, Reason = "The page does not answer yet." };

    /// <summary>Forbidden before the first byte: as if the attempt had never been.</summary>
    public Delivery NotBegun(DateTimeOffset now, string reason) => this with
    {
        State = State == Attempting ? Prepared : State,
        InDoubt = State == Uncertain,
        DueAt = now + Moment,
        Reason = reason,
    };

    /// <summary>What follows from preparing.</summary>
    public Delivery After(Preparation preparation, DateTimeOffset now, ChannelTiming timing) => preparation switch
    {
        Preparation.Ready ready => this with { State = Prepared, Request = ready.Prepared, DueAt = now, Reason = null },
        Preparation.Unfit unfit => this with { State = unfit.State == Skipped ? Skipped : Held, Reason = unfit.Reason },
        Preparation.Later later => (this with { TryingSince = TryingSince ?? now, Tries = Tries + 1, Reason = later.Reason }).Wait(later.After, now, timing, State),
        _ => throw new InvalidOperationException($"Nothing follows from {preparation}."),
    };

    /// <summary>What follows from an attempt's answer.</summary>
    public Delivery After(Answer answer, DateTimeOffset now, ChannelTiming timing) => answer switch
    {
        Answer.Done done => Deliver(done.RemoteId, done.Url, now),
        Answer.Staged staged => this with { State = Prepared, InDoubt = false, Request = staged.Prepared, DueAt = now },
        Answer.NotDone notDone => (this with { InDoubt = false, Reason = "It was not sent and is tried again." }).Wait(notDone.After, now, timing, Retrying),
        Answer.Throttled throttled => this with { State = Retrying, InDoubt = false, DueAt = now + PauseOf(throttled), Reason = "The network asks the account to wait." },
        Answer.Rejected rejected => this with { State = Rejected, InDoubt = false, Reason = rejected.Reason },
        Answer.AccountBlocked blocked => this with { State = Retrying, InDoubt = false, DueAt = now, Reason = blocked.Reason },
        Answer.Uncertain => this with
        {
            State = Uncertain,
            Doubts = Doubts + 1,
            LastByteAt = now,
            DueAt = now + Moment,
            AbsentAt = null,
            Reason = "Whether it was posted is not known yet.",
        },
        _ => throw new InvalidOperationException($"Nothing follows from {answer}."),
    };

    /// <summary>What follows from reading an uncertain attempt back. Present once is enough; absent must be seen twice, the second time when nothing of the attempt can appear any more.</summary>
    public Delivery After(Finding finding, DateTimeOffset now, ChannelTiming timing) => finding switch
    {
        Finding.Present present => Deliver(present.RemoteId, present.Url, now),
        Finding.Staged staged => this with { State = Prepared, InDoubt = false, Request = staged.Prepared, DueAt = now },
        Finding.Absent when AbsentAt < now && now >= Settles(timing) => Doubts < MostDoubts
            ? this with { State = Retrying, InDoubt = false, DueAt = now, Reason = "The network does not have it; it is tried again." }
            : this with { State = Held, InDoubt = false, Reason = "The network neither takes it nor shows it." },
        Finding.Absent => this with { AbsentAt = AbsentAt ?? now, DueAt = Later(now + Moment, Settles(timing)) },
        Finding.Unreadable unreadable => this with { DueAt = now + (unreadable.After ?? PauseAfter(Math.Max(Doubts, 1), timing)), Reason = "The network cannot be read; that proves nothing." },
        Finding.Unknowable unknowable => this with { State = Held, Reason = unknowable.Reason },
        _ => throw new InvalidOperationException($"Nothing follows from {finding}."),
    };

    /// <summary>How long a network that asks to wait is left alone.</summary>
    public static TimeSpan PauseOf(Answer.Throttled throttled) => throttled.After ?? ThrottlePause;

    private Delivery Deliver(string? remoteId, string? url, DateTimeOffset now) => this with
    {
        State = Delivered,
        InDoubt = false,
        RemoteId = remoteId ?? RemoteId,
        Url = url ?? Url,
        PostedAt = PostedAt ?? now,
        Reason = null,
    };

    private Delivery Wait(TimeSpan? asked, DateTimeOffset now, ChannelTiming timing, string state) =>
        now - TryingSince > Validity
            ? this with { State = Held, Reason = Reason + " It was tried for six hours." }
            : this with { State = state, DueAt = now + (asked ?? PauseAfter(Tries, timing)) };

    private DateTimeOffset Settles(ChannelTiming timing) =>
        (LastByteAt ?? throw new InvalidOperationException("An uncertain delivery has an attempt.")) + TimeSpan.FromSeconds(timing.SettleSeconds);

    private static TimeSpan PauseAfter(int tries, ChannelTiming timing) =>
        TimeSpan.FromSeconds(timing.RetrySeconds[Math.Clamp(tries - 1, 0, timing.RetrySeconds.Count - 1)]);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
