using System.Net.ServerSentEvents;
using System.Text.Json;
using Akorda.Testing;

namespace Akorda.Review.Tests;

/// <summary>Somebody who listens to the changes of a service, as the Desk does.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly HttpClient client;
    private readonly HttpResponseMessage answer;
    private readonly IAsyncEnumerator<SseItem<string>> items;

    private Listening(HttpClient client, HttpResponseMessage answer, Stream stream)
    {
        (this.client, this.answer) = (client, answer);
        items = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>Listens, once the first sign has come.</summary>
    public static async Task<Listening> BeginAsync(TestHost host)
    {
        var client = host.As("dana", "translator");
        var answer = await client.GetAsync("/api/review/changes", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        Listening listening = new(client, answer, await answer.Content.ReadAsStreamAsync());
        Assert.Equal(("heartbeat", "{}"), await listening.NextAsync());
        return listening;
    }

    /// <summary>What is told next; null at the end.</summary>
    public async Task<(string Event, string Data)?> NextAsync() => await items.MoveNextAsync() ? (items.Current.EventType, items.Current.Data) : null;

    /// <summary>Waits until a change of this event is told.</summary>
    public async Task UntilAsync(Guid eventId)
    {
        while (await NextAsync() is { } told)
            if (told.Event == "changed" && JsonDocument.Parse(told.Data).RootElement.GetProperty("eventId").GetGuid() == eventId) return;
        Assert.Fail("The stream ended.");
    }

    public async ValueTask DisposeAsync()
    {
        await items.DisposeAsync();
        answer.Dispose();
        client.Dispose();
    }
}
