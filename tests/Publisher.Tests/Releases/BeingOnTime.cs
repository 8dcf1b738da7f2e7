using System.Diagnostics.Metrics;
using Akorda.Publisher.Releases;
using Akorda.Publisher.Tests.World;

namespace Akorda.Publisher.Tests.Releases;

/// <summary>What is measured of a release and its instant.</summary>
public sealed class BeingOnTime
{
    [Fact]
    public async Task A_release_that_readers_saw_before_its_instant_is_counted()
    {
        // Other tests of this process count too: theirs are not early.
        var early = 0L;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Name == "akorda.release.early") to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref early, count));
        listener.Start();
        await using var newsroom = await Newsroom.StartAsync();
        newsroom.Site.ClockError = TimeSpan.FromMinutes(-10);
        var document = Newsroom.ADocument() with { EmbargoUntil = TimeProvider.System.GetUtcNow().AddSeconds(2) };
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "published");
        Assert.Equal(1, early);
    }

    [Fact]
    public async Task A_release_that_the_Site_does_not_take_is_overdue_until_it_does()
    {
        await using var newsroom = await Newsroom.StartAsync();
        newsroom.Site.IsDown = true;
        var waits = Newsroom.ADocument() with { EmbargoUntil = TimeProvider.System.GetUtcNow().AddHours(1) };
        await newsroom.ApproveAsync(1, waits);
        await newsroom.UntilAsync(waits.EventId, "scheduled");
        Assert.Equal(0, await MeasureReleases.OverdueAsync(newsroom.Database, CancellationToken.None));

        var document = Newsroom.ADocument() with { EmbargoUntil = TimeProvider.System.GetUtcNow().AddSeconds(1) };
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "releasing");
        Assert.True(await MeasureReleases.OverdueAsync(newsroom.Database, CancellationToken.None) > 0);
        newsroom.Site.IsDown = false;
        await newsroom.UntilAsync(document.EventId, "published");
        Assert.Equal(0, await MeasureReleases.OverdueAsync(newsroom.Database, CancellationToken.None));
    }
}
