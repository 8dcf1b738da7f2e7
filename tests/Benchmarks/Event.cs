using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Akorda.Benchmarks;

/// <summary>A one-language event on its way through the product, over HTTP.</summary>
internal sealed class Event(Product product, string id, long number)
{
    private static readonly JsonNode Text = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "event.json")))!["draft"]!;

    public long Number => number;

    /// <summary>When the answer to the submission came.</summary>
    public long Submitted { get; private set; }

    /// <summary>When the review was found.</summary>
    public long UnderReview { get; private set; }

    /// <summary>The editor's draft is accepted.</summary>
    public static async Task<Event> CreateAsync(Product product)
    {
        var draft = Text.DeepClone();
        draft["targetLanguages"] = new JsonArray();
        // No social posts: what is measured ends at the page.
        draft["channels"] = new JsonArray();
        var answer = await product.CallAsync("editor", HttpMethod.Post, "/api/drafts", draft);
        return new Event(product, answer["id"]!.GetValue<string>(), answer["number"]!.GetValue<long>());
    }

    /// <summary>Submits it, and approves it as soon as its review is there.</summary>
    public async Task SubmitAndApproveAsync()
    {
        await product.CallAsync("editor", HttpMethod.Post, $"/api/drafts/{id}/submit", ifMatch: "\"1\"");
        Submitted = Stopwatch.GetTimestamp();
        JsonNode? review = null;
        await Clients.UntilAsync(async () => (review = await FindReviewAsync()) is not null, $"event {number} has a review");
        UnderReview = Stopwatch.GetTimestamp();
        await product.CallAsync("reviewer", HttpMethod.Post, $"/api/reviews/{review!["id"]}/approve", new JsonObject { ["digest"] = review["digest"]!.GetValue<string>() });
    }

    /// <summary>Waits until a reader gets the page; answers its address.</summary>
    public async Task<string> UntilVisibleAsync()
    {
        var page = "";
        await Clients.UntilAsync(async () =>
        {
            // Whatever the slug: the site knows the event by its number and leads to the page.
            using var moved = await product.Site.GetAsync($"/kk/events/x-{number}");
            if (moved.StatusCode != HttpStatusCode.MovedPermanently) return false;
            page = moved.Headers.Location!.OriginalString;
            using var shown = await product.Site.GetAsync(page);
            return shown.IsSuccessStatusCode;
        }, $"event {number} is shown");
        return page;
    }

    private async Task<JsonNode?> FindReviewAsync()
    {
        var pending = await product.CallAsync("reviewer", HttpMethod.Get, "/api/reviews?language=kk&state=pending&limit=20");
        return pending["items"]!.AsArray().FirstOrDefault(review => review!["eventId"]!.GetValue<string>() == id);
    }
}
