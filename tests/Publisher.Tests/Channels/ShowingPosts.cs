using Akorda.Publisher.Channels;
using Akorda.Publisher.Channels.Telegram;
using Akorda.Publisher.Channels.X;
using Akorda.Publisher.Releases;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Channels;

public sealed class ShowingPosts
{
    [Fact]
    public void A_post_is_measured_as_its_network_counts()
    {
        var order = An.Order(7, channel: "x-kk");
        var x = Show(order, X());
        Assert.Equal(280, x.Longest);
        Assert.Equal(WeightedLength.Of(x.Text!), x.Length);
        var telegram = Show(An.Order(7), Telegram());
        Assert.Equal((4096, telegram.Text!.Length), (telegram.Longest, telegram.Length));
        // A link weighs 23 there, however long it is.
        Assert.NotEqual(x.Text!.Length, x.Length);
    }

    [Fact]
    public void A_post_is_the_one_that_will_be_sent()
    {
        using var channel = X();
        var order = An.Order(7, channel: "x-kk");
        Assert.Equal(channel.Compose(order).Text, Show(order, channel).Text);
        Assert.Equal(channel.Compose(order with { Action = "correct" }).Text, Show(order, channel, standing: ["x-kk"]).Text);
        Assert.Equal("correct", Show(order, channel, standing: ["x-kk"]).Action);
    }

    [Fact]
    public void Words_that_were_written_for_the_channel_are_told_from_the_template()
    {
        Assert.False(Show(An.Order(7), Telegram()).Written);
        Assert.True(Show(An.Order(7, written: "Қараңыз!"), Telegram()).Written);
    }

    [Fact]
    public void Words_that_are_too_long_are_counted_and_refused()
    {
        var post = Show(An.Order(7, written: new string('ж', 300), channel: "x-kk"), X());
        Assert.Equal((null, 325, 280), (post.Text, post.Length, post.Longest));
        Assert.Contains("the network takes 280", post.Unfit, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_is_gone_or_of_another_language_says_so()
    {
        Assert.Equal("There is no such channel any more.", Show(An.Order(7, channel: "gone-kk"), Telegram()).Unfit);
        Assert.Equal("The channel is of another language.", Show(An.Order(7, language: "ru"), Telegram()).Unfit);
    }

    private static PostView Show(Order order, IChannel channel, params IReadOnlyList<string> standing) => Assert.Single(PostView.Of(order.Document, order.Page, standing, [channel]));

    private static TelegramChannel Telegram() => new(An.Settings(new Uri("http://127.0.0.1:9")), TimeProvider.System);

    private static XChannel X() => new(XSettings, TimeProvider.System);

    private static ChannelSettings XSettings => An.Settings(new Uri("http://127.0.0.1:9")) with
    {
        Id = "x-kk",
        Network = "x",
        Credentials = new Dictionary<string, string> { ["consumerKey"] = "a", ["consumerSecret"] = "b", ["accessToken"] = "c", ["accessTokenSecret"] = "d", ["userId"] = "1" },
    };
}
