using System.Net;
using Akorda.Testing;

namespace Akorda.Architecture.Tests;

/// <summary>A route exists on its own listener and nowhere else, whatever the Host header says.</summary>
public sealed class EveryListener(AllModules product)
{
    [Fact]
    public async Task Knows_nothing_of_the_newsrooms_routes_but_the_newsroom()
    {
        foreach (var (method, path, _) in product.Routes())
        {
            foreach (var other in (Uri[])[product.Host.Site, product.Host.SiteIntake])
                Assert.Contains(await StatusAsync(other, method, path, product.Host.Newsroom), (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed]);
        }
    }

    [Fact]
    public async Task Knows_nothing_of_the_Publishers_push_but_the_sites_private_one()
    {
        foreach (var path in (string[])["/publications/" + AllModules.SomeId, "/media/" + AllModules.SomeId])
        {
            Assert.NotEqual(HttpStatusCode.NotFound, await StatusAsync(product.Host.SiteIntake, "PUT", path, product.Host.Site));
            foreach (var other in (Uri[])[product.Host.Site, product.Host.Newsroom])
                Assert.Contains(await StatusAsync(other, "PUT", path, product.Host.SiteIntake), (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed]);
        }
    }

    [Fact]
    public async Task Says_that_it_lives_and_that_it_is_ready()
    {
        foreach (var listener in (Uri[])[product.Host.Newsroom, product.Host.Site, product.Host.SiteIntake])
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(listener, "GET", "/health/live", listener));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(listener, "GET", "/health/ready", listener));
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri listener, string method, string path, Uri forgedHost)
    {
        using var client = TestHost.Client(listener);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = forgedHost.Authority;
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
