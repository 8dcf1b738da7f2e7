namespace Akorda.Publisher.Photographs;

/// <summary>What a network takes of photographs.</summary>
/// <param name="Most">How many with one post.</param>
/// <param name="LongestSide">Pixels; more would only be scaled down there.</param>
/// <param name="MostBytes">Of one photograph.</param>
public sealed record PictureLimit(int Most, int LongestSide, int MostBytes)
{
    /// <summary>Four photographs of 5 MB (docs.x.com, media best practices).</summary>
    public static readonly PictureLimit X = new(4, 4096, 5_000_000);

    /// <summary>Ten, each at most 4 MB (developers.facebook.com, page photos).</summary>
    public static readonly PictureLimit Facebook = new(10, 2048, 4_000_000);

    /// <summary>Ten of 8 MB, from 4:5 to 1.91:1 (developers.facebook.com, Instagram content publishing).</summary>
    public static readonly PictureLimit Instagram = new(10, 1440, 8_000_000) { Slimmest = 0.8, Widest = 1.91 };

    /// <summary>Twenty of 8 MB (developers.facebook.com, Threads posts).</summary>
    public static readonly PictureLimit Threads = new(20, 1440, 8_000_000) { Slimmest = 0.1, Widest = 10 };

    /// <summary>An album of ten, each at most 10 MB, its sides together at most 10,000 and one at most twenty times the other (core.telegram.org/bots/api#sendphoto).</summary>
    public static readonly PictureLimit Telegram = new(10, 2560, 10_000_000) { Slimmest = 0.05, Widest = 20 };

    /// <summary>Four; an instance's own limit is 16 MB unless it says otherwise (docs.joinmastodon.org, instance configuration).</summary>
    public static readonly PictureLimit Mastodon = new(4, 3840, 8_000_000);

    /// <summary>Four; the server takes 1,000,000 bytes at most.</summary>
    public static readonly PictureLimit Bluesky = new(4, 2000, 1_000_000);

    /// <summary>From two to twenty, or one (learn.microsoft.com, LinkedIn multi image).</summary>
    public static readonly PictureLimit LinkedIn = new(20, 4096, 8_000_000);

    /// <summary>Ten attachments (dev.vk.com, wall.post); a link takes one of the places.</summary>
    public static readonly PictureLimit Vk = new(9, 2560, 10_000_000);

    /// <summary>Least width by height; slimmer ones get margins.</summary>
    public double Slimmest { get; init; }
    /// <summary>Greatest width by height; wider ones get margins.</summary>
    public double Widest { get; init; } = double.PositiveInfinity;
}
