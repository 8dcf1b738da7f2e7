using Akorda.Publisher.Channels;
using Microsoft.Extensions.Configuration;

namespace Akorda.Publisher.Tests.Channels;

public sealed class ReadingTheChannelsFile
{
    private const string Telegram = """{ "id": "telegram-kk", "network": "telegram", "language": "kk", "default": true, "baseUrl": "https://api.telegram.org", "credentials": { "token": "1:a", "chatId": "@akorda_kk", "auditChatId": "-1001" }, "timing": { "timeoutSeconds": 20, "retrySeconds": [ 1, 2 ] } }""";

    [Fact]
    public void A_whole_entry_is_read()
    {
        var channel = Assert.Single(Parse(Telegram));
        Assert.Equal(("telegram-kk", "telegram", "kk", true), (channel.Id, channel.Network, channel.Language, channel.Default));
        Assert.Equal("-1001", channel.Credentials["auditChatId"]);
        Assert.Equal((20, 60), (channel.Timing.TimeoutSeconds, channel.Timing.SettleSeconds));
        Assert.Equal([1, 2], channel.Timing.RetrySeconds);
    }

    [Theory]
    [InlineData("\"id\": \"telegram-kk\"", "\"id\": \"Telegram KK\"", "$.channels[0].id: \"Telegram KK\" is not an id")]
    [InlineData("\"id\": \"telegram-kk\", ", "", "$.channels[0].id is missing")]
    [InlineData("\"network\": \"telegram\"", "\"network\": \"threads\"", "the client for threads does not exist yet")]
    [InlineData("\"network\": \"telegram\"", "\"network\": \"myspace\"", "there is no network \"myspace\"")]
    [InlineData("\"language\": \"kk\"", "\"language\": \"fr\"", "\"fr\" is no language of this site (kk, ru, en)")]
    [InlineData("\"default\": true", "\"default\": \"yes\"", "$.channels[0].default: true or false is needed")]
    [InlineData("\"default\": true", "\"Default\": true", "$.channels[0].Default: there is no such member")]
    [InlineData("https://api.telegram.org", "http://api.telegram.org", "http is for this machine and the containers beside only; api.telegram.org needs https")]
    [InlineData("https://api.telegram.org", "api.telegram.org", "is not an https address")]
    [InlineData("https://api.telegram.org", "https://api.telegram.org?a=b", "without user, query and fragment")]
    [InlineData("\"token\": \"1:a\", ", "", "$.channels[0].credentials.token is missing")]
    [InlineData("\"token\": \"1:a\"", "\"token\": \" \"", "$.channels[0].credentials.token: a text that is not blank is needed")]
    [InlineData("\"token\": \"1:a\"", "\"token\": \"1:a\", \"token\": \"1:b\"", "$.channels[0].credentials.token is written twice")]
    [InlineData("\"token\": \"1:a\"", "\"token\": \"1:a\", \"pageId\": \"1\"", "$.channels[0].credentials.pageId: there is no such member")]
    [InlineData("\"timeoutSeconds\": 20", "\"timeoutSeconds\": 0", "$.channels[0].timing.timeoutSeconds: a whole number from 1 to 600 is needed")]
    [InlineData("[ 1, 2 ]", "[]", "$.channels[0].timing.retrySeconds: at least one pause is needed")]
    [InlineData("[ 1, 2 ]", "[ 1, 2.5 ]", "$.channels[0].timing.retrySeconds[1]: a whole number from 1 to 86400 is needed")]
    public void A_fault_is_named_with_its_place(string right, string wrong, string fault)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Parse(Telegram.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var wrong = Telegram.Replace("\"kk\"", "\"fr\"", StringComparison.Ordinal).Replace("\"token\": \"1:a\", ", "", StringComparison.Ordinal);
        var refused = Assert.Throws<InvalidDataException>(() => Parse($"{wrong}, 5, {wrong}"));
        Assert.Equal(5, refused.Message.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{ \"channels\": [ ")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void What_is_no_such_file_at_all_is_refused(string text) => Assert.Throws<InvalidDataException>(() => ChannelsFile.Parse(text, ["kk"], "channels.json"));

    [Fact]
    public void One_id_for_two_channels_is_refused() =>
        Assert.Contains("the id telegram-kk is given to 2 channels", Assert.Throws<InvalidDataException>(() => Parse(Telegram + ", " + Telegram)).Message, StringComparison.Ordinal);

    [Fact]
    public void One_account_twice_in_one_language_is_refused()
    {
        var refused = Assert.Throws<InvalidDataException>(() => Parse(Telegram + ", " + Telegram.Replace("\"id\": \"telegram-kk\"", "\"id\": \"second\"", StringComparison.Ordinal)));
        Assert.Contains("telegram-kk and second are the same account", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_fault_names_a_secret() =>
        Assert.DoesNotContain("CANARY", Assert.Throws<InvalidDataException>(() => Parse(Telegram.Replace("1:a", "CANARY", StringComparison.Ordinal).Replace("\"kk\"", "\"fr\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_file_there_is_a_channel_on_the_sandbox_for_each_network_and_language_nine_of_them_by_default()
    {
        var channels = ChannelsFile.Read(Configuration([]));
        Assert.All(channels, channel => Assert.True(channel.BaseUrl.IsLoopback));
        Assert.Equal(
            ["facebook-en", "facebook-kk", "facebook-ru", "telegram-en", "telegram-kk", "telegram-ru", "x-en", "x-kk", "x-ru"],
            channels.Where(channel => channel.Default).Select(channel => channel.Id).Order(StringComparer.Ordinal));
        Assert.All(channels.GroupBy(channel => channel.Network), network => Assert.Equal(["en", "kk", "ru"], network.Select(channel => channel.Language).Order()));
        Assert.Equal(channels.Count, Networks.Open(channels, TimeProvider.System).Count);
    }

    [Fact]
    public void With_demo_people_nothing_real_can_be_reached()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, $"{{ \"channels\": [ {Telegram} ] }}");
        var refused = Assert.Throws<InvalidDataException>(() => ChannelsFile.Read(Configuration(new() { ["Publisher:ChannelsFile"] = path, ["Demo:Enabled"] = "true" })));
        Assert.Contains("telegram-kk leads to api.telegram.org", refused.Message, StringComparison.Ordinal);
        Assert.Single(ChannelsFile.Read(Configuration(new() { ["Publisher:ChannelsFile"] = path, ["Demo:Enabled"] = "false" })));
        File.Delete(path);
    }

    [Fact]
    public void A_file_that_is_not_there_stops_the_start() =>
        Assert.Throws<InvalidDataException>(() => ChannelsFile.Read(Configuration(new() { ["Publisher:ChannelsFile"] = "/nowhere/channels.json" })));

    private static IReadOnlyList<ChannelSettings> Parse(string entries) => ChannelsFile.Parse($"{{ \"channels\": [ {entries} ] }}", ["kk", "ru", "en"], "channels.json");

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
