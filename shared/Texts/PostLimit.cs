using System.Text;

namespace Akorda.Texts;

/// <summary>How long a post may be on a network, by the network's own way of counting.</summary>
/// <param name="Longest">The most that it takes.</param>
/// <param name="Measure">Counts a text.</param>
public sealed record PostLimit(int Longest, Func<string, int> Measure)
{
    /// <summary>The most bytes of UTF-8, where a network counts them too.</summary>
    public int MostBytes { get; init; } = int.MaxValue;

    public static readonly PostLimit X = new(280, WeightedLength.Of);

    // Entities are counted apart from the text, which is counted as C# counts it: in UTF-16 units.
    public static readonly PostLimit Telegram = new(4096, text => text.Length);

    /// <summary>Words under a photograph.</summary>
    public static readonly PostLimit TelegramCaption = new(1024, text => text.Length);

    public static readonly PostLimit Facebook = new(63206, text => text.Length);

    /// <summary>A server's own limit unless it says otherwise; a link counts 23 (docs.joinmastodon.org/user/posting).</summary>
    public static readonly PostLimit Mastodon = new(500, text => GraphemeLength.WithLinks(text, 23));

    /// <summary>Characters as readers see them, and bytes (lexicon <c>app.bsky.feed.post</c>).</summary>
    public static readonly PostLimit Bluesky = new(300, GraphemeLength.Of) { MostBytes = 3000 };

    /// <summary>UTF-16 units (learn.microsoft.com, posts API).</summary>
    public static readonly PostLimit LinkedIn = new(3000, text => text.Length);

    /// <summary>Not documented; clients are refused beyond this.</summary>
    public static readonly PostLimit Vk = new(15_895, text => text.Length);

    /// <summary>Where nothing is too long.</summary>
    public static readonly PostLimit None = new(int.MaxValue, text => text.Length);

    /// <summary>A network's limit; null for one that carries no words of ours.</summary>
    public static PostLimit? Of(string network) => network switch
    {
        "x" => X,
        "telegram" => Telegram,
        "facebook" => Facebook,
        "mastodon" => Mastodon,
        "bluesky" => Bluesky,
        "linkedin" => LinkedIn,
        "vk" => Vk,
        _ => null,
    };

    /// <summary>Whether the network takes a text of this length.</summary>
    public bool Holds(string text) => Measure(text) <= Longest && Encoding.UTF8.GetByteCount(text) <= MostBytes;
}
