using System.Text.Json;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Channels;

public sealed class PostingPhotographs(Imitations networks) : IClassFixture<Imitations>
{
    [Theory]
    [InlineData("x-kk", 1)]
    [InlineData("x-kk", 3)]
    [InlineData("facebook-kk", 1)]
    [InlineData("facebook-kk", 3)]
    [InlineData("telegram-kk", 1)]
    [InlineData("telegram-kk", 3)]
    [InlineData("mastodon-kk", 1)]
    [InlineData("mastodon-kk", 3)]
    [InlineData("bluesky-kk", 1)]
    [InlineData("bluesky-kk", 3)]
    public async Task One_and_several_go_with_the_words_in_order(string channel, int count)
    {
        var order = Order("kk", count);
        var done = Assert.IsType<Answer.Done>(await networks.Channel(channel).PostAsync(order));
        var shown = await PicturesAsync(order);
        Assert.Equal(count, shown.Count);
        Assert.Equal(count, shown.Select(picture => picture.Name).Distinct().Count());
        // Telegram has no place for what is in a picture.
        if (!channel.StartsWith("telegram", StringComparison.Ordinal)) Assert.Equal(Enumerable.Range(1, count).Select(number => $"Сурет {number}"), shown.Select(picture => picture.Alt));
        Assert.NotNull(done.Url);
        Assert.Equal(count, networks.Channel(channel).Compose(order).Media.Count);
    }

    [Fact]
    public async Task More_than_a_network_takes_are_left_out() => Assert.Equal(4, await CountAsync("x-ru", 6));

    [Theory]
    [InlineData("facebook-ru")]
    [InlineData("telegram-ru")]
    [InlineData("mastodon-ru")]
    public async Task The_words_of_a_post_with_photographs_are_corrected_and_all_of_it_is_taken_back(string channel)
    {
        var order = Order("ru", 3, channel);
        var done = Assert.IsType<Answer.Done>(await networks.Channel(channel).PostAsync(order));
        var standing = order with { RemoteId = done.RemoteId, PostedAt = TimeProvider.System.GetUtcNow() };
        var corrected = standing with { Action = "correct", Document = order.Document with { Title = "Жаңа тақырып" } };
        Assert.Equal(done.RemoteId, Assert.IsType<Answer.Done>(await networks.Channel(channel).PostAsync(corrected)).RemoteId);
        Assert.Contains("Жаңа тақырып", (await networks.ChangesAsync(order.Page))[^1].Text, StringComparison.Ordinal);
        Assert.IsType<Answer.Done>(await networks.Channel(channel).PostAsync(standing with { Action = "withdraw" }));
        Assert.Equal("deleted", (await networks.ChangesAsync(order.Page))[^1].What);
        Assert.Empty(await StandingAsync(channel));
    }

    [Theory]
    [InlineData("executeThenReset", true)]
    [InlineData("reset", false)]
    public async Task An_album_whose_answer_was_lost_is_found_whole(string kind, bool isThere)
    {
        var (channel, order) = (networks.Channel("telegram-en"), Order("en", 3));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "telegram", operation = "sendMediaGroup", on = new[] { 1 }, kind });
        Assert.IsType<Answer.Uncertain>(await channel.AttemptAsync(order, prepared));
        var finding = await channel.FindAsync(order, prepared);
        if (!isThere)
        {
            Assert.IsType<Finding.Absent>(finding);
            return;
        }
        var found = Assert.IsType<Finding.Present>(finding);
        Assert.Matches("^p[0-9]+[+][0-9]+[+][0-9]+$", found.RemoteId);
    }

    [Theory]
    [InlineData("x-kk", "x", "upload")]
    [InlineData("x-kk", "x", "describe")]
    [InlineData("facebook-kk", "facebook", "photo")]
    [InlineData("telegram-kk", "telegram", "sendPhoto")]
    [InlineData("mastodon-kk", "mastodon", "upload")]
    [InlineData("bluesky-kk", "bluesky", "uploadBlob")]
    public async Task A_photograph_that_does_not_arrive_keeps_the_post_waiting_and_posts_nothing(string channel, string network, string operation)
    {
        var order = Order("kk", 2);
        foreach (var kind in (string[])["reset", "executeThenReset", "fail", "throttle"])
        {
            await networks.SetFaultsAsync(new { network, operation, kind, on = new[] { 2 } });
            Assert.IsType<Preparation.Later>(await networks.Channel(channel).PrepareAsync(order, CancellationToken.None));
        }
        await networks.SetFaultsAsync();
        Assert.Empty(await networks.ChangesAsync(order.Page));
        Assert.IsType<Answer.Done>(await networks.Channel(channel).PostAsync(order));
    }

    [Fact]
    public async Task Words_too_long_for_a_caption_go_without_photographs()
    {
        var order = Order("kk", 2, "telegram-kk", written: string.Join(' ', Enumerable.Repeat("кеңес", 300)));
        Assert.Empty(networks.Channel("telegram-kk").Compose(order).Media);
        Assert.IsType<Answer.Done>(await networks.Channel("telegram-kk").PostAsync(order));
        Assert.Empty(await PicturesAsync(order));
    }

    private static Order Order(string language, int photographs, string channel = "x-kk", string? written = null)
    {
        var order = An.Order(Imitations.NextPage(), language, channel: channel, written: written);
        var media = Enumerable.Range(1, photographs).Select(number => new DocumentMedia { Id = Guid.CreateVersion7(), Sha256 = "", Alt = $"Сурет {number}", Caption = null, Credit = "Ақорда" }).ToList();
        return order with
        {
            Document = order.Document with { Media = media },
            PhotographsAsync = (limit, _) => Task.FromResult<IReadOnlyList<FittedPhotograph>>(
                [.. media.Take(limit.Most).Select((medium, number) => FittedPhotograph.Of(medium.Id, Photographs.A.Photograph(320, 240, number), medium.Alt, medium.Credit, limit))]),
        };
    }

    private async Task<int> CountAsync(string channel, int photographs)
    {
        var order = Order("ru", photographs);
        await networks.Channel(channel).PostAsync(order);
        return (await PicturesAsync(order)).Count;
    }

    // On Telegram each photograph of an album is a message of its own, and only the first has the words.
    private async Task<List<(string Name, string Alt)>> PicturesAsync(Order order)
    {
        var posts = (await networks.PostsAsync()).Where(post => post.GetProperty("public").GetBoolean()).ToList();
        var at = posts.FindLastIndex(post => post.GetProperty("links").EnumerateArray().Any(link => link.GetString() == order.Page.AbsoluteUri));
        var (account, isAlbum) = (posts[at].GetProperty("account").GetString(), posts[at].GetProperty("network").GetString() == "telegram");
        return
        [
            .. posts.Skip(at).TakeWhile((post, place) => place == 0 || isAlbum && post.GetProperty("account").GetString() == account && post.GetProperty("links").GetArrayLength() == 0)
                .SelectMany(post => post.GetProperty("pictures").EnumerateArray()).Select(picture => (picture.GetProperty("name").GetString()!, picture.GetProperty("alt").GetString()!)),
        ];
    }

    private async Task<List<JsonElement>> StandingAsync(string channel)
    {
        var network = channel.Split('-')[0];
        return [.. (await networks.PostsAsync()).Where(post => post.GetProperty("network").GetString() == network && post.GetProperty("language").GetString() == "ru"
            && post.GetProperty("public").GetBoolean() && !post.TryGetProperty("deletedAt", out var at) | at.ValueKind == JsonValueKind.Null)];
    }
}
