using System.Diagnostics;
using Akorda.Messaging;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Akorda.Review.Tests;

/// <summary>One service stands for all: what is told, and when, is the same in each.</summary>
public sealed class FollowingChanges(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Tells_the_id_of_an_event_that_changed_and_nothing_else()
    {
        var about = A.Event();
        await using var listening = await Listening.BeginAsync(newsroom.Host);
        await newsroom.Host.Probe.SendAsync(about.Submitted());
        (string Event, string Data)? told;
        do told = await listening.NextAsync(); while (told?.Data.Contains($"{about.EventId}", StringComparison.Ordinal) == false);
        Assert.Equal(("changed", $$"""{"eventId":"{{about.EventId}}"}"""), told);
    }

    [Fact]
    public async Task Tells_of_what_people_do()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        await using var listening = await Listening.BeginAsync(newsroom.Host);
        await newsroom.ApprovedAsync(review);
        await listening.UntilAsync(about.EventId);
    }

    [Fact]
    public async Task Says_nothing_of_a_message_that_changed_nothing()
    {
        var (about, early, marker) = (A.Event(), A.Event(), A.Event());
        await newsroom.HandleAsync(about.Submitted(2));
        await using var listening = await Listening.BeginAsync(newsroom.Host);
        // Whoever joins others hears of the second before, too: once two looks have told something, that is over.
        foreach (var look in (A[])[early, marker])
        {
            await newsroom.HandleAsync(look.Submitted());
            await listening.UntilAsync(look.EventId);
        }

        // The same text in another message.
        await newsroom.HandleAsync(about.Submitted(2));
        await newsroom.HandleAsync(marker.Submitted(2, marker.Document(title: "Another")));

        Assert.Contains($"{marker.EventId}", (await listening.NextAsync())?.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_nothing_over_that_began_earlier_and_was_committed_later()
    {
        var outbox = newsroom.Host.Services.GetRequiredKeyedService<Outbox>(ReviewModule.Key);
        var (slow, quick) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var slowAct = await outbox.BeginAsync(CancellationToken.None);
        await slowAct.LockEventAsync(slow, CancellationToken.None);
        await slowAct.ExecuteAsync("select pg_current_xact_id()", [], CancellationToken.None);
        await using var listening = await Listening.BeginAsync(newsroom.Host);
        await using (var quickAct = await outbox.BeginAsync(CancellationToken.None))
        {
            await quickAct.LockEventAsync(quick, CancellationToken.None);
            await quickAct.CommitAsync(CancellationToken.None);
        }
        await listening.UntilAsync(quick);
        await slowAct.CommitAsync(CancellationToken.None);
        await listening.UntilAsync(slow);
    }

    [Fact]
    public async Task Tells_of_what_another_process_of_the_service_did()
    {
        Dictionary<string, string?> settings = [];
        await using var one = await TestHost.StartAsync(
            [new ReviewModule()],
            first =>
            {
                ProductKeys.Provide(first);
                foreach (var (key, value) in first) settings[key] = value;
            });
        await using var other = await TestHost.StartAsync(
            [new ReviewModule()],
            second =>
            {
                foreach (var (key, value) in settings.Where(setting => !setting.Key.StartsWith("Urls:", StringComparison.Ordinal) && !setting.Key.Contains(Probe.Key, StringComparison.Ordinal))) second[key] = value;
            });
        var about = A.Event();
        await using var listening = await Listening.BeginAsync(one);
        await other.Probe.SendAsync(about.Submitted());
        await listening.UntilAsync(about.EventId);
    }

    [Fact]
    public async Task Goes_on_for_longer_than_any_request_and_says_so()
    {
        await using var listening = await Listening.BeginAsync(newsroom.Host);
        (string Event, string Data)? told;
        do told = await listening.NextAsync(); while (told?.Event == "changed");
        Assert.Equal(("heartbeat", "{}"), told);
    }

    [Fact]
    public async Task Ends_with_the_token()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2099, 12, 31, 23, 59, 0, TimeSpan.Zero));
        await using var host = await TestHost.StartAsync([new ReviewModule()], ProductKeys.Provide, services => services.AddSingleton<TimeProvider>(clock));
        await using var listening = await Listening.BeginAsync(host);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await listening.NextAsync());
    }

    [Fact]
    public async Task Ends_with_the_process_and_does_not_hold_it_up()
    {
        var host = await TestHost.StartAsync([new ReviewModule()], ProductKeys.Provide);
        await using var listening = await Listening.BeginAsync(host);
        var began = TimeProvider.System.GetTimestamp();
        await host.DisposeAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Null(await listening.NextAsync());
    }

    [Fact]
    public async Task Asks_the_database_while_somebody_listens_and_not_afterwards()
    {
        Dictionary<string, string?> settings = [];
        await using var host = await TestHost.StartAsync([new ReviewModule()], given =>
        {
            ProductKeys.Provide(given);
            settings = given;
        });
        var database = new NpgsqlConnectionStringBuilder(settings[$"ConnectionStrings:{ReviewModule.Key}"]).Database!;
        var looks = 0;
        var last = TimeProvider.System.GetTimestamp();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = call =>
            {
                var tags = call.TagObjects.Select(tag => tag.Value as string ?? "").ToList();
                if (!tags.Contains(database) || !tags.Any(tag => tag.Contains("pg_visible_in_snapshot", StringComparison.Ordinal))) return;
                Interlocked.Increment(ref looks);
                Interlocked.Exchange(ref last, TimeProvider.System.GetTimestamp());
            },
        };
        ActivitySource.AddActivityListener(listener);

        await using (await Listening.BeginAsync(host))
        await using (await Listening.BeginAsync(host))
            await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref looks) >= 3), "third look");

        await Eventually.TrueAsync(() => Task.FromResult(TimeProvider.System.GetElapsedTime(Volatile.Read(ref last)) > TimeSpan.FromSeconds(4)), "end of the looks");
    }
}
