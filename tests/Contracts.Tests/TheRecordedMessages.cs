using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Approvals;
using Akorda.Contracts.Site;
using Akorda.Ingestion;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Publisher;
using Akorda.Review;
using Akorda.Site;
using Akorda.Testing;
using Akorda.Translation;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Contracts.Tests;

/// <summary>Messages as a running product wrote them lie in <c>Recorded</c>, one of each kind and shape, with the public half of the key that signed them.
/// They stand in outboxes and queues while an upgrade rolls, and for two weeks after it: nobody changes a file, a new shape gets a new one.</summary>
public sealed class TheRecordedMessages
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recorded");
    private static readonly string[] Modules = [IngestionModule.Key, TranslationModule.Key, ReviewModule.Key, PublisherModule.Key];

    /// <summary>A kind's name, and a file's name after it where there is more than one.</summary>
    public static TheoryData<string> Files() => [.. Directory.GetFiles(Folder, "Akorda.*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Are_there_for_every_kind_in_the_form_that_is_written_today()
    {
        foreach (var kind in Kinds())
            Assert.True(Recorded(kind).Any(json => JsonNode.DeepEquals(json, WrittenToday(kind, json))), $"{kind.FullName} is written in a form that is not recorded: record one more, as {kind.FullName}.2.json");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Lose_nothing_when_they_are_read_and_written_again(string file)
    {
        // What an older consumer needs is still there: a member that is renamed or taken away would be missing.
        var json = Read(file);
        AssertHolds(json, WrittenToday(KindOf(file), json), file);
    }

    [Fact]
    public async Task Are_handled_by_every_consumer() => await HandleAsync(message => message);

    [Fact]
    public async Task Of_a_newer_version_with_members_that_nobody_knows_yet_are_handled_too() => await HandleAsync(WithMore);

    [Fact]
    public async Task To_the_Site_are_proven_and_shown()
    {
        await using var host = await StartAsync();
        var push = File.ReadAllBytes(Path.Combine(Folder, $"{typeof(PublicationPush).FullName}.json"));
        Assert.Equal(HttpStatusCode.OK, await PushAsync(host, push));
    }

    [Fact]
    public async Task To_the_Site_with_members_that_it_does_not_know_are_refused_and_not_half_understood()
    {
        await using var host = await StartAsync();
        var push = WithMore(Read(typeof(PublicationPush).FullName!));
        Assert.Equal(HttpStatusCode.BadRequest, await PushAsync(host, Encoding.UTF8.GetBytes(push.ToJsonString(Json.Options))));
        // The Publisher repeats it until the Site is as new: docs/operations/upgrading.md has the Site go first.
        Assert.NotNull(WithMore(Read(typeof(PublicationAccepted).FullName!)).Deserialize<PublicationAccepted>(Json.Options));
    }

    private static async Task HandleAsync(Func<JsonNode, JsonNode> change)
    {
        await using var host = await StartAsync();
        var sender = host.Services.GetRequiredKeyedService<NpgsqlDataSource>(Probe.Key);
        Dictionary<Guid, string> sent = [];
        foreach (var file in Files().Select(row => row.Data).Where(file => KindOf(file).Namespace != typeof(PublicationPush).Namespace))
        {
            sent[Guid.CreateVersion7()] = file;
            await sender.ExecuteAsync(
                "insert into messaging.outbox (message_id, type, payload, urgency) values ($1, $2, $3, 'routine')",
                [sent.Last().Key, KindOf(file).FullName, Encoding.UTF8.GetBytes(change(Read(file)).ToJsonString(Json.Options))], default);
        }
        // Nothing was sent yet; it makes the relay look.
        await host.Services.GetRequiredKeyedService<Outbox>(Probe.Key).RedriveAsync(DateTimeOffset.MaxValue, default);
        // In one process a message is marked when the database of every consumer has taken it over.
        await Eventually.TrueAsync(async () => await sender.FindAsync("select count(*) from messaging.outbox where sent_at is null", [], row => row.GetInt64(0), default) == 0, "empty outbox");
        HashSet<Guid> handled = [];
        foreach (var module in Modules)
        {
            var db = host.Services.GetRequiredKeyedService<NpgsqlDataSource>(module);
            Assert.Empty(await db.QueryAsync("select consumer || ': ' || error from messaging.failed_message", [], row => row.GetString(0), default));
            handled.UnionWith(await db.QueryAsync("select message_id from messaging.inbox", [], row => row.GetGuid(0), default));
        }
        Assert.Empty(sent.Where(one => !handled.Contains(one.Key)).Select(one => one.Value));
        // The approval is as good as on the day when it was given.
        var publisher = host.Services.GetRequiredKeyedService<NpgsqlDataSource>(PublisherModule.Key);
        Assert.Equal(1, await publisher.FindAsync("select count(*) from publisher.text", [], row => row.GetInt64(0), default));
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(
        [new IngestionModule(), new TranslationModule(), new ReviewModule(), new PublisherModule(), new SiteModule()],
        settings =>
        {
            ProductKeys.Provide(settings);
            var keys = JsonNode.Parse(File.ReadAllText(ProductKeys.PublicKeysFile))!;
            keys["review"] = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "review-keys.json")))!["review"]!.DeepClone();
            var file = Path.Combine(AppContext.BaseDirectory, $"keys-{Guid.CreateVersion7():N}.json");
            File.WriteAllText(file, keys.ToJsonString());
            settings["Approvals:KeysFile"] = file;
        });

    private static async Task<HttpStatusCode> PushAsync(TestHost host, byte[] body)
    {
        using var key = SigningKey.Load(ProductKeys.KeyFile("publisher"));
        using var client = TestHost.Client(host.SiteIntake);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/publications/{(string)JsonNode.Parse(body)!["eventId"]!}");
        request.Headers.Add("Akorda-Signature", Jws.SignDetached(body, "publication+jws", key));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    // What travels by itself: the others are parts of it.
    private static IEnumerable<Type> Kinds()
    {
        var all = typeof(Person).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false }).ToList();
        var parts = all.SelectMany(type => type.GetProperties()).SelectMany(member => member.PropertyType.GetGenericArguments().Append(member.PropertyType)).ToHashSet();
        return all.Where(type => !parts.Contains(type));
    }

    private static IEnumerable<JsonNode> Recorded(Type kind) => Files().Select(row => row.Data).Where(file => KindOf(file) == kind).Select(Read);

    private static Type KindOf(string file) => typeof(Person).Assembly.GetType(file) ?? typeof(Person).Assembly.GetType(Path.GetFileNameWithoutExtension(file), throwOnError: true)!;

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{file}.json")))!;

    private static JsonNode WrittenToday(Type kind, JsonNode json) => JsonSerializer.SerializeToNode(json.Deserialize(kind, Json.Options), kind, Json.Options)!;

    // A newer version's members, in the message and in every part of it; a dictionary's members are values.
    private static JsonNode WithMore(JsonNode json)
    {
        switch (json)
        {
            case JsonArray items:
                return new JsonArray([.. items.Select(item => item is null ? null : WithMore(item))]);
            case JsonObject members:
                var more = new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value is null or JsonValue || member.Key == "channelTexts" ? member.Value?.DeepClone() : WithMore(member.Value))))
                {
                    ["addedByANewerVersion"] = new JsonObject { ["of"] = new JsonArray(1, "two", null) },
                };
                return more;
            default:
                return json.DeepClone();
        }
    }

    private static void AssertHolds(JsonNode? recorded, JsonNode? now, string where)
    {
        switch (recorded)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Assert.True(now is JsonObject written && written.ContainsKey(name), $"{where}: {name} is not written any more");
                    AssertHolds(value, now![name], $"{where}: {name}");
                }
                break;
            case JsonArray items:
                foreach (var (index, item) in items.Index()) AssertHolds(item, now![index], $"{where}[{index}]");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(recorded, now), $"{where}: {recorded} became {now}");
                break;
        }
    }
}
