using System.Text.Encodings.Web;
using System.Text.Json;

namespace Akorda.Sandbox.Posts;

/// <summary>Every change of every post, in a file that is only ever appended to, and on disk before the network answers: it judges what the clients believe.</summary>
public sealed class Journal : IDisposable
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream file;
    private readonly List<Change> changes = [];
    private readonly Dictionary<(string Network, string Account), OrderedDictionary<string, Post>> posts = [];
    private readonly TimeProvider clock;

    /// <summary>Opens the journal of a folder and reads what it holds.</summary>
    public Journal(string folder, TimeProvider clock)
    {
        this.clock = clock;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "posts.jsonl");
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        ReadAll();
    }

    /// <summary>The time by which the networks live.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Everything that ever happened.</summary>
    public IReadOnlyList<Change> Changes
    {
        get
        {
            lock (changes) return [.. changes];
        }
    }

    /// <summary>The posts of an account as they stand, oldest first, deleted ones included.</summary>
    public IReadOnlyCollection<Post> Of(string network, string account) => posts.TryGetValue((network, account), out var found) ? found.Values : [];

    /// <summary>A post as it stands.</summary>
    public Post? Find(string network, string account, string id) => posts.GetValueOrDefault((network, account))?.GetValueOrDefault(id);

    /// <summary>Keeps a change; when this returns, it is on disk.</summary>
    public Post Keep(string what, Post post)
    {
        var change = new Change(changes.Count + 1, clock.GetUtcNow(), what, post);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(change, Form));
        file.Write("\n"u8);
        file.Flush(flushToDisk: true);
        Apply(change);
        return post;
    }

    public void Dispose() => file.Dispose();

    private void Apply(Change change)
    {
        lock (changes) changes.Add(change);
        var account = (change.Post.Network, change.Post.Account);
        if (!posts.TryGetValue(account, out var held)) posts[account] = held = [];
        held[change.Post.Id] = change.Post;
    }

    private void ReadAll()
    {
        using var lines = new StreamReader(file, leaveOpen: true);
        long whole = 0;
        while (lines.ReadLine() is { } line)
        {
            try
            {
                Apply(JsonSerializer.Deserialize<Change>(line, Form) ?? throw new InvalidDataException("A line of the journal is empty."));
            }
            catch (JsonException)
            {
                break;   // the last line of a process that was killed while it wrote: it never answered
            }
            whole += System.Text.Encoding.UTF8.GetByteCount(line) + 1;
        }
        file.SetLength(whole);
        file.Position = whole;
    }
}
