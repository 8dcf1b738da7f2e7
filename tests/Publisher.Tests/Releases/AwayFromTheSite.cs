using Akorda.Publisher.Releases;
using Akorda.Publisher.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Publisher.Tests.Releases;

/// <summary>The Site cannot be reached, or not well. A push that fails must end nothing: whatever escaped it would end the process.</summary>
public sealed class AwayFromTheSite
{
    [Fact]
    public async Task A_connection_that_is_reset_as_it_opens_ends_no_push()
    {
        await using ResettingServer server = new();
        await using var newsroom = await Newsroom.StartAsync(settings => settings["Publisher:SiteIntakeUrl"] = server.Address.ToString());
        var document = Newsroom.ADocument();
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "releasing");
        var push = newsroom.Host.Services.GetRequiredService<PushToSite>();
        // Now and then the runtime notices the reset where it expects none, and throws what HttpClient does not promise.
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => push.PushAsync(document.EventId, CancellationToken.None)));
        Assert.True(server.Resets >= 300, $"only {server.Resets} connections were reset");
    }
}
