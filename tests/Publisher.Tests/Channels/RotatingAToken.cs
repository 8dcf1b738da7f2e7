using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;
using Microsoft.Extensions.Configuration;

namespace Akorda.Publisher.Tests.Channels;

public sealed class RotatingAToken
{
    private const string Path = "/api/channels/telegram-kk/credentials";
    private static readonly object NewToken = new { token = "1:new", chatId = "@akorda_kk" };

    [Fact]
    public async Task Every_process_posts_with_the_new_token_and_what_was_under_way_is_sent_once()
    {
        await using var telegram = await TelegramWithAToken.StartAsync();
        await using var newsroom = await StartAsync(telegram);
        await using var second = await newsroom.StartAnotherAsync();

        telegram.Holds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var under = Newsroom.ADocument(channels: ["telegram-kk"]);
        await newsroom.ApproveAsync(1, under);
        await Eventually.TrueAsync(() => Task.FromResult(telegram.Requests.Count == 1), "request under way");
        telegram.Token = "1:new";
        // Through the process that may not be the one that sends.
        using var administrator = second.As("aizhan", "administrator");
        using var answer = await administrator.PutAsJsonAsync(Path, NewToken);
        Assert.Equal("""{"channel":"telegram-kk","version":1}""", await answer.Content.ReadAsStringAsync());
        telegram.Holds.SetResult();
        telegram.Holds = null;
        await newsroom.UntilAsync(under.EventId, "telegram-kk", "publish", "delivered");

        foreach (var document in Enumerable.Range(0, 6).Select(_ => Newsroom.ADocument(channels: ["telegram-kk"])))
        {
            await newsroom.ApproveAsync(1, document);
            await newsroom.UntilAsync(document.EventId, "telegram-kk", "publish", "delivered");
        }
        Assert.Equal(["1:old", .. Enumerable.Repeat("1:new", 6)], telegram.Requests);
    }

    [Fact]
    public async Task The_newest_wins_after_a_restart_too_and_is_nowhere_to_be_read()
    {
        await using var telegram = await TelegramWithAToken.StartAsync();
        await using var newsroom = await StartAsync(telegram);
        using (var administrator = newsroom.Host.As("aizhan", "administrator"))
        {
            (await administrator.PutAsJsonAsync(Path, new { token = "1:between", chatId = "@akorda_kk" })).EnsureSuccessStatusCode();
            (await administrator.PutAsJsonAsync(Path, NewToken)).EnsureSuccessStatusCode();
        }
        telegram.Token = "1:new";
        await newsroom.RestartAsync();
        var document = Newsroom.ADocument(channels: ["telegram-kk"]);
        await newsroom.ApproveAsync(1, document);
        var delivered = await newsroom.UntilAsync(document.EventId, "telegram-kk", "publish", "delivered");
        Assert.Equal(["1:new"], telegram.Requests);
        Assert.DoesNotContain("1:new", string.Concat(delivered.Attempts.Select(attempt => attempt.Evidence)), StringComparison.Ordinal);
        Assert.Equal(2, await newsroom.Database.FindAsync("select count(*) from audit.act where act = 'credentials-rotated' and actor = 'aizhan' and subject = 'telegram-kk'", [], row => row.GetInt64(0), default));

        // In no column of no table, as text or as bytes.
        foreach (var table in await newsroom.Database.QueryAsync("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('publisher', 'messaging', 'audit')", [], row => row.GetString(0), default))
        {
            foreach (var row in await newsroom.Database.QueryAsync($"select t::text from {table} t", [], row => row.GetString(0), default))
            {
                Assert.DoesNotContain("1:new", row, StringComparison.Ordinal);
                Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes("1:new")), row, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Sealed_for_one_channel_they_open_for_no_other_and_under_no_other_key()
    {
        var (data, owner) = await TestPostgres.DatabaseAsync("publisher");
        await using var made = Npgsql.NpgsqlDataSource.Create(owner);
        await Migrations.ApplyAsync(made, new Npgsql.NpgsqlConnectionStringBuilder(data).Username!, [typeof(Audit).Assembly, typeof(PublisherModule).Assembly], default);
        await using var db = Database.Open(data, 2);
        var credentials = new Dictionary<string, string> { ["token"] = "1:new" };
        SealedCredentials ours = Under("ours", db), other = Under("other", db);
        foreach (var channel in (string[])["one", "two"])
            await db.ExecuteAsync("insert into publisher.credential (channel_id, version, sealed, set_by) values ($1, 1, $2, 'aizhan')", [channel, ours.Seal("one", credentials)], default);
        Assert.Equal(credentials, (await ours.FindAsync("one", default))!.Value.Credentials);
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => ours.FindAsync("two", default));
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => other.FindAsync("one", default));
    }

    [Theory]
    [InlineData("""{ "token": "1:new" }""")]
    [InlineData("""{ "token": "1:new", "chatId": "@akorda_kk", "password": "x" }""")]
    [InlineData("""{ "token": 7, "chatId": "@akorda_kk" }""")]
    [InlineData("""{ "token": "1:new\n", "chatId": "@akorda_kk" }""")]
    [InlineData("""{ "token": "1:new", "chatId": "@another" }""")]
    [InlineData("[]")]
    public async Task What_is_not_this_networks_credentials_for_this_account_changes_nothing(string body)
    {
        await using var telegram = await TelegramWithAToken.StartAsync();
        await using var newsroom = await StartAsync(telegram);
        using var administrator = newsroom.Host.As("aizhan", "administrator");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await administrator.PutAsync(Path, content);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.DoesNotContain("1:new", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await newsroom.Database.FindAsync("select count(*) from publisher.credential", [], row => row.GetInt64(0), default));
    }

    [Fact]
    public async Task Only_an_administrator_who_signed_in_just_now_may()
    {
        await using var telegram = await TelegramWithAToken.StartAsync();
        await using var newsroom = await StartAsync(telegram);
        using var publisher = newsroom.Publisher();
        using var stale = newsroom.Host.As("aizhan", "administrator", signedInAt: TimeProvider.System.GetUtcNow().AddMinutes(-6));
        using var administrator = newsroom.Host.As("aizhan", "administrator");
        Assert.Equal(HttpStatusCode.Forbidden, (await publisher.PutAsJsonAsync(Path, NewToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stale.PutAsJsonAsync(Path, NewToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.PutAsJsonAsync("/api/channels/gone/credentials", NewToken)).StatusCode);
    }

    private static Task<Newsroom> StartAsync(TelegramWithAToken telegram) => Newsroom.StartWithOwnChannelsAsync(settings =>
    {
        // Beside the keys, which go with the newsroom.
        var folder = System.IO.Path.GetDirectoryName(settings["Approvals:KeysFile"])!;
        settings["Publisher:ChannelsFile"] = System.IO.Path.Combine(folder, "channels.json");
        settings["Publisher:CredentialsKeyFile"] = System.IO.Path.Combine(folder, "credentials-key");
        File.WriteAllText(settings["Publisher:CredentialsKeyFile"]!, "a key that nobody guesses, of many letters");
        File.WriteAllText(settings["Publisher:ChannelsFile"]!, JsonSerializer.Serialize(new
        {
            channels = new[]
            {
                new
                {
                    id = "telegram-kk", network = "telegram", language = "kk", @default = true, baseUrl = telegram.Address.ToString(),
                    credentials = new { token = "1:old", chatId = "@akorda_kk" }, timing = new { timeoutSeconds = 30, settleSeconds = 0, retrySeconds = new[] { 1 } },
                },
            },
        }));
    });

    private static SealedCredentials Under(string key, Npgsql.NpgsqlDataSource db)
    {
        var file = System.IO.Path.GetTempFileName();
        File.WriteAllText(file, key.PadRight(32, '.'));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Publisher:CredentialsKeyFile", file)]).Build();
        SealedCredentials credentials = new(db, configuration);
        File.Delete(file);
        return credentials;
    }
}
