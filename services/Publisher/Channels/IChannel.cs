using System.Text.Json;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels;

/// <summary>One account on one network in one language. It speaks the network's API and judges its answers; when to call it, and what is remembered, is the ledger's business.</summary>
public interface IChannel
{
    /// <summary>The channel as it is configured.</summary>
    ChannelSettings Settings { get; }

    /// <summary>The post's words, a pure function of the approved document and the page's address; null with a reason where this network cannot carry it.</summary>
    PostText Compose(Order order);

    /// <summary>Freezes the exact request and stages what nobody can see (bytes without text or link). May be repeated: it publishes nothing.</summary>
    Task<Preparation> PrepareAsync(Order order, CancellationToken ct);

    /// <summary>Sends the prepared request, once. The caller has committed <c>attempting</c> before.</summary>
    Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct);

    /// <summary>Asks the network what became of an uncertain attempt. Only reads.</summary>
    Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct);
}

/// <summary>What a delivery asks of a channel.</summary>
public sealed record Order
{
    public required Guid DeliveryId { get; init; }
    /// <summary><c>publish</c>, <c>correct</c> or <c>withdraw</c>.</summary>
    public required string Action { get; init; }
    /// <summary>The approved document.</summary>
    public required Document Document { get; init; }
    /// <summary>The canonical address of the page; its presence in a post is the mark by which the post is found again.</summary>
    public required Uri Page { get; init; }
    /// <summary>The network's id of the post that stands and is to be corrected or withdrawn; null for a first post.</summary>
    public required string? RemoteId { get; init; }
    /// <summary>When that post was made; networks forbid changes after a while.</summary>
    public required DateTimeOffset? PostedAt { get; init; }
    /// <summary>To be awaited right before every single request that changes anything on the network, staging and probing included. Throws <see cref="SendingForbiddenException"/> when nothing may begin any more; let it pass through.</summary>
    public Func<CancellationToken, Task> BeforeChange { get; init; } = _ => Task.CompletedTask;
    /// <summary>The document's photographs as a network takes them; throws where they are not to be had now.</summary>
    public Func<PictureLimit, CancellationToken, Task<IReadOnlyList<FittedPhotograph>>> PhotographsAsync { get; init; } = (_, _) => Task.FromResult<IReadOnlyList<FittedPhotograph>>([]);
    /// <summary>What the network holds of photographs already; null where nothing is remembered.</summary>
    public Uploads? Uploads { get; init; }
    /// <summary>The network's id of the newest post on this channel that the ledger knows, of any event; null for none. A search begins after it.</summary>
    public string? NewestRemoteId { get; init; }
}

/// <summary>The kill switch is thrown, another sender has the account, or its newest credentials are not to be had: nothing was begun. Thrown by <see cref="Order.BeforeChange"/> and <see cref="RotatedChannel"/>, and by nothing else.</summary>
public sealed class SendingForbiddenException(string reason) : Exception(reason);

/// <summary>The words of a post, or why there are none.</summary>
public sealed record PostText(string? Text, string? Unfit)
{
    /// <summary>How long it is, link included, and may be, as the network counts; null for what carries no words.</summary>
    public int? Length { get; init; }
    public int? Longest { get; init; }
    /// <summary>True when somebody wrote the words for this channel; else they are the template's.</summary>
    public bool IsWritten { get; init; }
    /// <summary>The pictures that go with the words; a page's own preview is none of them.</summary>
    public IReadOnlyList<DocumentMedia> Media { get; init; } = [];

    /// <summary>The same words with as many of these photographs as the network takes.</summary>
    public PostText With(IReadOnlyList<DocumentMedia> media, PictureLimit limit) => this with { Media = Text is null ? [] : [.. media.Take(limit.Most)] };
}

/// <summary>What came of preparing.</summary>
public abstract record Preparation
{
    /// <summary>Everything that makes the request; kept in the ledger and handed to every attempt and every search.</summary>
    public sealed record Ready(JsonElement Prepared) : Preparation;
    /// <summary>The network does not take this at all: <c>skipped</c> (it has no such thing) or <c>held</c> (a person must do it).</summary>
    public sealed record Unfit(string State, string Reason) : Preparation;
    /// <summary>Not now.</summary>
    public sealed record Later(TimeSpan? After, string Reason) : Preparation;
}

/// <summary>What came of one attempt, as the network's answer proves it.</summary>
public abstract record Answer
{
    /// <summary>The status, headers and body that prove it, shortened and without secrets.</summary>
    public required string Evidence { get; init; }

    /// <summary>It is public (or corrected, or gone).</summary>
    public sealed record Done(string? RemoteId, string? Url) : Answer;
    /// <summary>A step that nobody can see is done; keep this and attempt again for the next.</summary>
    public sealed record Staged(JsonElement Prepared) : Answer;
    /// <summary>Nothing reached the network, or the network proves that it did nothing: may be sent again after a pause.</summary>
    public sealed record NotDone(TimeSpan? After) : Answer;
    /// <summary>The network asks the whole account to wait.</summary>
    public sealed record Throttled(TimeSpan? After) : Answer;
    /// <summary>The network's final no.</summary>
    public sealed record Rejected(string Reason) : Answer;
    /// <summary>The account must be signed in again or unlocked by a person; the channel is paused, its deliveries wait.</summary>
    public sealed record AccountBlocked(string Reason) : Answer;
    /// <summary>The body began to leave and no complete answer came, or the answer proves nothing (also a refused duplicate): only <see cref="IChannel.FindAsync"/> may settle it.</summary>
    public sealed record Uncertain : Answer;
}

/// <summary>What the network shows of an uncertain attempt.</summary>
public abstract record Finding
{
    /// <summary>What was read, shortened and without secrets.</summary>
    public required string Evidence { get; init; }

    /// <summary>It is there.</summary>
    public sealed record Present(string? RemoteId, string? Url) : Finding;
    /// <summary>It is not there now. Absence counts only when seen twice, the second time after the settle time.</summary>
    public sealed record Absent : Finding;
    /// <summary>An invisible step is there; go on from it.</summary>
    public sealed record Staged(JsonElement Prepared) : Finding;
    /// <summary>The read failed; it proves nothing.</summary>
    public sealed record Unreadable(TimeSpan? After) : Finding;
    /// <summary>This network or this set-up cannot tell; a person must look.</summary>
    public sealed record Unknowable(string Reason) : Finding;
}
