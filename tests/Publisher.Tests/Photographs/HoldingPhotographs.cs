using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Photographs;
using Akorda.Publisher.Tests.Channels;
using Akorda.Publisher.Tests.World;

namespace Akorda.Publisher.Tests.Photographs;

public sealed class HoldingPhotographs(SharedNewsroom shared)
{
    private static readonly FittedPhotograph Photograph = new(Guid.Empty, [1, 2, 3], 1, 1, "Зал");

    private readonly string channel = shared.TakeChannel().Settings.Id;

    [Fact]
    public async Task What_a_network_holds_is_not_brought_again()
    {
        var order = An.Order(1) with { PhotographsAsync = (_, _) => Task.FromResult<IReadOnlyList<FittedPhotograph>>([Photograph]), Uploads = Uploads };
        var brought = 0;
        Task<(IReadOnlyList<string> Handles, Preparation? Instead)> StageAsync() => StagePhotographs.HandleAsync(
            order, PictureLimit.X, TimeSpan.FromHours(1), _ => Task.FromResult(StagePhotographs.Staged.As($"handle-{++brought}")), default);
        Assert.Equal(["handle-1"], (await StageAsync()).Handles);
        Assert.Equal(["handle-1"], (await StageAsync()).Handles);
        Assert.Equal(1, brought);
    }

    [Fact]
    public async Task Other_bytes_and_another_description_are_not_held()
    {
        await Uploads.KeepAsync(Photograph, "handle", TimeSpan.FromHours(1), default);
        Assert.Equal("handle", await Uploads.FindAsync(Photograph, default));
        Assert.Null(await Uploads.FindAsync(Photograph with { Bytes = [1, 2, 4] }, default));
        Assert.Null(await Uploads.FindAsync(Photograph with { Alt = "Hall" }, default));
    }

    [Fact]
    public async Task A_handle_that_ends_before_a_post_could_use_it_is_none()
    {
        await Uploads.KeepAsync(Photograph, "handle", TimeSpan.FromMinutes(9), default);
        Assert.Null(await Uploads.FindAsync(Photograph, default));
        await Uploads.KeepAsync(Photograph, "newer", TimeSpan.FromMinutes(11), default);
        Assert.Equal("newer", await Uploads.FindAsync(Photograph, default));
    }

    [Fact]
    public async Task Handles_that_ended_long_ago_are_removed()
    {
        await Uploads.KeepAsync(Photograph, "old", TimeSpan.FromDays(-2), default);
        await Uploads.KeepAsync(Photograph with { Alt = "Hall" }, "new", TimeSpan.FromHours(1), default);
        Assert.Equal(1, await shared.Newsroom.Database.FindAsync("select count(*) from publisher.upload where channel_id = $1", [channel], row => row.GetInt64(0), default));
    }

    private Uploads Uploads => new(shared.Newsroom.Database, channel);
}
