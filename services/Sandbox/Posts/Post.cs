using System.Text.Json.Nodes;

namespace Akorda.Sandbox.Posts;

/// <summary>A post as its network holds it.</summary>
public sealed record Post
{
    /// <summary>Such as <c>telegram</c>.</summary>
    public required string Network { get; init; }
    /// <summary>The channel, account or page.</summary>
    public required string Account { get; init; }
    public required string Language { get; init; }
    /// <summary>The network's id.</summary>
    public required string Id { get; init; }
    public required string Text { get; init; }
    /// <summary>Addresses in the text or beside it.</summary>
    public required IReadOnlyList<string> Links { get; init; }
    /// <summary>The photographs beside the words.</summary>
    public IReadOnlyList<Picture> Pictures { get; init; } = [];
    /// <summary>What the network marks in the text, in its own form.</summary>
    public JsonArray? Entities { get; init; }
    /// <summary>The whole record, and its digest, where the network keeps it as it was sent.</summary>
    public JsonObject? Record { get; init; }
    public string? Revision { get; init; }
    /// <summary>The post that this one quotes or forwards.</summary>
    public string? Origin { get; init; }
    /// <summary>Whether readers see it: not what is staged, and not what lies in a private chat.</summary>
    public required bool Public { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>A photograph of a post.</summary>
/// <param name="Name">Its digest, by which it is kept.</param>
/// <param name="Alt">What its sender says is in it; empty where the network has no place for that.</param>
/// <param name="Id">The network's own id, where posts name it.</param>
public sealed record Picture(string Name, string Alt, string? Id = null);

/// <summary>Something that happened to a post.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="What"><c>posted</c>, <c>staged</c>, <c>published</c>, <c>edited</c>, <c>deleted</c>, <c>forwarded</c>, <c>uploaded</c> (a photograph that no post names yet).</param>
/// <param name="Post">The post as it was then.</param>
public sealed record Change(long Number, DateTimeOffset At, string What, Post Post);
