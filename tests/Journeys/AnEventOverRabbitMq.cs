using System.Net;
using Akorda.Testing;

namespace Akorda.Journeys;

/// <summary>The same product, the same flow, with its messages over a real RabbitMQ node instead of memory.</summary>
public sealed class AnEventOverRabbitMq
{
    [Fact]
    public async Task Reaches_its_readers_and_each_channel_once()
    {
        var node = await RabbitMqNode.SharedAsync();
        var host = await node.VirtualHostAsync();
        await using var product = new Product(new() { ["Transport"] = "rabbitmq", ["RabbitMq__Url"] = host.ToString() });
        await product.StartAsync();
        var (newsroom, readers) = (product.Newsroom, new Readers(product.Site, product.Sandbox));

        var id = await newsroom.SubmitAsync(Sample.Draft());
        foreach (var language in (string[])["ru", "en"]) await newsroom.TranslateAsync(id, language, Sample.Into(language));
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(id, language);
        await newsroom.DeliveredAsync(id);

        foreach (var language in (string[])["kk", "ru", "en"])
        {
            var url = await newsroom.UrlAsync(id, language);
            Assert.Equal(HttpStatusCode.OK, (await readers.ReadAsync(url)).Status);
            Assert.Equal(["facebook", "telegram", "x"], (await readers.PostsAsync(url)).Select(post => (string)post["network"]!).Order());
        }
    }
}
