using System.Net;
using System.Net.Http.Json;
using Akorda.Contracts.Publications;
using Akorda.Publisher.Tests.World;

namespace Akorda.Publisher.Tests.Releases;

public sealed class AnEmbargo(SharedNewsroom shared)
{
    private readonly Newsroom newsroom = shared.Newsroom;

    [Fact]
    public async Task Nothing_reaches_the_site_before_it_and_everything_right_after()
    {
        var embargo = TimeProvider.System.GetUtcNow().AddSeconds(3);
        var document = Newsroom.ADocument() with { EmbargoUntil = embargo };
        await newsroom.ApproveAsync(1, document);
        var scheduled = await newsroom.Probe.WaitForAsync<ReleaseScheduled>(message => message.EventId == document.EventId);
        Assert.Equal(embargo, scheduled.ReleaseAt, TimeSpan.FromMilliseconds(1));

        await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == document.EventId);
        var (_, at) = Assert.Single(newsroom.Site.Pushes, one => one.Push.EventId == document.EventId);
        Assert.True(at >= embargo, $"pushed at {at:O}, embargo {embargo:O}");
    }

    [Fact]
    public async Task No_publisher_can_release_or_reschedule_before_it()
    {
        var embargo = TimeProvider.System.GetUtcNow().AddHours(1);
        var document = Newsroom.ADocument() with { EmbargoUntil = embargo };
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "scheduled");
        using var publisher = newsroom.Publisher();

        using var release = await publisher.PostAsJsonAsync($"/api/publications/{document.EventId}/release", new { });
        Assert.Equal(HttpStatusCode.Conflict, release.StatusCode);
        Assert.Contains("problems/embargoed", await release.Content.ReadAsStringAsync());
        using var earlier = await publisher.PostAsJsonAsync($"/api/publications/{document.EventId}/reschedule", new { at = embargo.AddMinutes(-1) });
        Assert.Equal(HttpStatusCode.Conflict, earlier.StatusCode);
        using var later = await publisher.PostAsJsonAsync($"/api/publications/{document.EventId}/reschedule", new { at = embargo.AddMinutes(1) });
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal(embargo.AddMinutes(1), (await newsroom.PublicationAsync(document.EventId))!.ReleaseAt!.Value, TimeSpan.FromMilliseconds(1));
        using var past = await publisher.PostAsJsonAsync($"/api/publications/{Newsroom.ADocument().EventId}/reschedule", new { at = embargo });
        Assert.Equal(HttpStatusCode.NotFound, past.StatusCode);
        Assert.Null(newsroom.Site.NewestOf(document.EventId));
    }

    [Fact]
    public async Task The_latest_embargo_of_all_texts_holds()
    {
        var kk = Newsroom.ADocument("kk", ["kk", "ru"]);
        await newsroom.ApproveAsync(1, kk with { EmbargoUntil = TimeProvider.System.GetUtcNow().AddHours(1) }, kk with { Language = "ru" });
        await newsroom.UntilAsync(kk.EventId, "scheduled");
        Assert.Null(newsroom.Site.NewestOf(kk.EventId));
    }

    [Fact]
    public async Task A_database_that_was_tampered_with_publishes_nothing()
    {
        var document = Newsroom.ADocument() with { EmbargoUntil = TimeProvider.System.GetUtcNow().AddSeconds(2) };
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "scheduled");
        await using var command = newsroom.Database.CreateCommand("update publisher.text set document = replace(document, 'Мәтін', 'Жалған') where event_id = $1");
        command.Parameters.AddWithValue(document.EventId);
        await command.ExecuteNonQueryAsync();

        await newsroom.Probe.WaitForAsync<Contracts.Timeline.StepRecorded>(step => step.EventId == document.EventId && step.Step == "release-refused");
        Assert.Null(newsroom.Site.NewestOf(document.EventId));
    }
}
