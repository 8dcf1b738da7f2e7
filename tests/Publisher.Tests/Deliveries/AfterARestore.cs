using System.Net;
using System.Net.Http.Json;
using Akorda.Contracts.Publications;
using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Deliveries;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;
using Akorda.Texts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Tests.Deliveries;

/// <summary>The ledger is a copy that is older than the networks. tests/Journeys restores a real one; here is each state.</summary>
public sealed class AfterARestore
{
    private static readonly Uri ResumeAll = new("/api/channels/resume", UriKind.Relative);
    private readonly ScriptedChannel channel = new("one-kk", "kk");

    [Fact]
    public async Task Nothing_begins_that_a_person_has_not_looked_at_or_the_network_shows()
    {
        await using var newsroom = await Newsroom.StartAsync(channel);
        var taken = await ReleaseAsync(newsroom, "delivered");
        channel.Then(new Answer.Rejected("not today") { Evidence = "400" });
        var refused = await ReleaseAsync(newsroom, "rejected");
        channel.Then(Enumerable.Repeat(new Answer.NotDone(TimeSpan.FromHours(1)) { Evidence = "no connection" }, 2));
        List<Document> prepared = [await ReleaseAsync(newsroom, "retrying"), await ReleaseAsync(newsroom, "retrying")];
        using (var publisher = newsroom.Publisher())
        {
            await publisher.PostAsync(new Uri("/api/channels/pause", UriKind.Relative), null);
            await publisher.PostAsJsonAsync(new Uri($"/api/publications/{taken.EventId}/withdraw", UriKind.Relative), new { reason = "a mistake" });
        }
        await newsroom.UntilAsync(taken.EventId, "one-kk", "withdraw", "planned");
        var planned = await ReleaseAsync(newsroom, "planned");
        var calls = channel.Calls.Count;
        channel.ThenFind(new Finding.Present("77", "https://network.example/77") { Evidence = "listed" });
        await RestoreAsync(newsroom);

        // Before anybody resumes: what was planned waits for a person, what was prepared is looked for; once shown is enough, absent is not.
        Assert.Contains("not settled in the backup", (await UntilAsync(newsroom, planned, "held")).Reason, StringComparison.Ordinal);
        await newsroom.Probe.WaitForAsync<DeliverySettled>(message => message.EventId == planned.EventId && message.State == "held");
        await AreAsync(newsroom, prepared, "delivered", "uncertain", "retrying");
        await AdministratorResumesAsync(newsroom);
        await AreAsync(newsroom, prepared, "delivered", "held");

        // What was final in the copy may have been tried again since: a retry is a person's look first.
        using var again = newsroom.Publisher();
        var retried = await again.PostAsync(new Uri($"/api/deliveries/{(await OfAsync(newsroom, refused)).Id}/retry", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
        Assert.Equal("held", (await retried.Content.ReadFromJsonAsync<DeliveryView>(Json.Options))!.State);
        Assert.Equal("restored", (await OfAsync(newsroom, refused)).Attempts[^1].Outcome);

        // Taking back names the post and goes on.
        await newsroom.UntilAsync(taken.EventId, "one-kk", "withdraw", "delivered");
        Assert.Equal(calls + 1, channel.Calls.Count);

        // A person has looked and saw nothing: now it is posted, once.
        var resolved = await again.PostAsJsonAsync(new Uri($"/api/deliveries/{(await OfAsync(newsroom, planned)).Id}/resolve", UriKind.Relative), new { outcome = "absent" });
        Assert.Equal(HttpStatusCode.OK, resolved.StatusCode);
        await UntilAsync(newsroom, planned, "delivered");
        Assert.Equal(calls + 2, channel.Calls.Count);
    }

    [Fact]
    public async Task An_event_that_is_older_waits_whenever_it_is_released_and_a_newer_one_does_not()
    {
        await using var newsroom = await Newsroom.StartAsync(channel);
        var older = Newsroom.ADocument(channels: ["one-kk"]);
        await RestoreAsync(newsroom);
        await AdministratorResumesAsync(newsroom);
        await newsroom.ApproveAsync(1, older);
        Assert.Contains("older than the last restore", (await UntilAsync(newsroom, older, "held")).Reason, StringComparison.Ordinal);
        // A correction of it waits too.
        await newsroom.SubmitAsync(older, 2);
        await newsroom.ApproveAsync(2, older with { Title = "Түзетілген мәлімдеме" });
        await newsroom.UntilAsync(older.EventId, "one-kk", "correct", "held", revision: 2);
        Assert.Empty(channel.Calls);

        // Two clocks may differ by two seconds; an event that is begun later than that is new.
        var restored = await newsroom.Database.FindAsync("select max(acted_at) from public.restore", [], row => row.GetFieldValue<DateTimeOffset>(0), default);
        var newer = Newsroom.ADocument(channels: ["one-kk"]) with { EventId = Guid.CreateVersion7(restored.AddSeconds(3)) };
        await newsroom.ApproveAsync(1, newer);
        await UntilAsync(newsroom, newer, "delivered");
        Assert.Single(channel.Calls);
    }

    [Fact]
    public async Task Of_another_service_the_ledger_is_believed_and_the_channels_wait_for_an_administrator()
    {
        await using var newsroom = await Newsroom.StartAsync(channel);
        using (var publisher = newsroom.Publisher()) await publisher.PostAsync(new Uri("/api/channels/pause", UriKind.Relative), null);
        var planned = await ReleaseAsync(newsroom, "planned");
        await RestoreAsync(newsroom, "review");
        using (var publisher = newsroom.Publisher()) Assert.Equal(HttpStatusCode.Forbidden, (await publisher.PostAsync(ResumeAll, null)).StatusCode);
        Assert.Equal("planned", (await OfAsync(newsroom, planned)).State);
        await AdministratorResumesAsync(newsroom);
        await UntilAsync(newsroom, planned, "delivered");
        Assert.Single(channel.Calls);
        // Done once: the next start owes nothing.
        await newsroom.RestartAsync();
        using var after = newsroom.Publisher();
        Assert.Equal(HttpStatusCode.OK, (await after.PostAsync(ResumeAll, null)).StatusCode);
        Assert.Equal(1, await newsroom.Database.FindAsync("select count(*) from audit.act where act = 'restore-followed'", [], row => row.GetInt64(0), default));
    }

    // The note that restore.sh leaves, and the start that follows.
    private static async Task RestoreAsync(Newsroom newsroom, string service = "publisher")
    {
        var owner = newsroom.Host.Services.GetRequiredService<IConfiguration>().GetConnectionString("publisherOwner")!;
        await using (var db = NpgsqlDataSource.Create(owner + ";Pooling=false"))
            await db.ExecuteAsync("insert into public.restore (backup_at, services) values (now(), $1)", [new[] { service }], default);
        await newsroom.RestartAsync();
    }

    private static async Task<Document> ReleaseAsync(Newsroom newsroom, string state)
    {
        var document = Newsroom.ADocument(channels: ["one-kk"]);
        await newsroom.ApproveAsync(1, document);
        await UntilAsync(newsroom, document, state);
        return document;
    }

    private static Task<DeliveryView> UntilAsync(Newsroom newsroom, Document document, string state) => newsroom.UntilAsync(document.EventId, "one-kk", "publish", state);

    private static async Task<DeliveryView> OfAsync(Newsroom newsroom, Document document) =>
        (await newsroom.PublicationAsync(document.EventId))!.Deliveries.Single(delivery => delivery is { Destination: "one-kk", Action: "publish" });

    // One is in the first state, the other in one of those after it.
    private static Task AreAsync(Newsroom newsroom, IReadOnlyList<Document> two, string one, params string[] other) => Eventually.TrueAsync(async () =>
    {
        string[] states = [(await OfAsync(newsroom, two[0])).State, (await OfAsync(newsroom, two[1])).State];
        return states.Contains(one) && states.Any(other.Contains);
    }, $"{one} delivery beside one that is {string.Join(" or ", other)}");

    private static async Task AdministratorResumesAsync(Newsroom newsroom)
    {
        using var administrator = newsroom.Host.As("adila", "administrator");
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync(ResumeAll, null)).StatusCode);
    }
}
