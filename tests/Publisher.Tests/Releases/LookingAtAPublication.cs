using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Releases;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Releases;

/// <summary>What people see of an event before it goes, while it is there, and after it was taken back.</summary>
public sealed class LookingAtAPublication(SharedNewsroom shared)
{
    private readonly Newsroom newsroom = shared.Newsroom;

    [Fact]
    public async Task A_language_that_is_not_approved_holds_the_release_and_one_that_is_names_who_and_when()
    {
        var kk = Newsroom.ADocument("kk", ["kk", "ru"]);
        await newsroom.SubmitAsync(kk, 1);
        await newsroom.UntilAsync(kk.EventId, "assembling");
        Assert.Equal([("text-missing", "blocking", "kk"), ("text-missing", "blocking", "ru")], Told(await PublicationAsync(kk.EventId)));

        await newsroom.ApproveAsync(1, kk);
        await newsroom.EverythingIsHandledAsync();
        var waiting = await PublicationAsync(kk.EventId);
        Assert.Equal([("text-missing", "blocking", "ru")], Told(waiting));
        Assert.Equal(("approved", "Мәлімдеме", "Rosa"), (waiting.Languages["kk"].State, waiting.Languages["kk"].Title, waiting.Languages["kk"].ApprovedBy?.Name));
        Assert.NotNull(waiting.Languages["kk"].ApprovedAt);
        Assert.Equal(("waiting", null, null), (waiting.Languages["ru"].State, waiting.Languages["ru"].Title, waiting.Languages["ru"].ApprovedBy));

        await newsroom.ApproveAsync(1, kk with { Language = "ru", Title = "Заявление" });
        await newsroom.UntilAsync(kk.EventId, "published");
        Assert.Empty(Told(await PublicationAsync(kk.EventId)));
    }

    [Fact]
    public async Task A_language_that_follows_as_it_is_ready_is_a_warning()
    {
        var kk = Newsroom.ADocument("kk", ["kk", "ru"]) with { ReleasePolicy = "as-ready" };
        await newsroom.ApproveAsync(1, kk);
        await newsroom.UntilAsync(kk.EventId, "published");
        Assert.Equal([("text-missing", "warning", "ru")], Told(await PublicationAsync(kk.EventId)));
    }

    [Fact]
    public async Task A_picture_that_is_not_at_the_site_holds_the_release_and_says_why()
    {
        // Shown in the order of their ids.
        var there = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var missing = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddMilliseconds(1));
        newsroom.Site.MediaOfIngestion[there] = [1, 2, 3];
        var document = Newsroom.ADocument() with
        {
            Media =
            [
                new DocumentMedia { Id = there, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([1, 2, 3])), Alt = "A", Caption = null, Credit = null },
                new DocumentMedia { Id = missing, Sha256 = new string('a', 64), Alt = "B", Caption = null, Credit = null },
            ],
        };
        await newsroom.ApproveAsync(1, document);
        var publication = await Eventually.AnswerAsync(
            async () => await newsroom.PublicationAsync(document.EventId) is { Media: [{ OnSite: true }, { Problem: not null }] } found ? found : null, "picture that is missing");
        Assert.Equal([new MediaView(there, true, null), new MediaView(missing, false, "Ingestion answers 404.")], publication.Media);
        var item = Assert.Single(publication.Readiness!, item => item.Id == "picture-missing");
        Assert.Equal(("blocking", $"{missing}: Ingestion answers 404."), (item.Severity, item.Detail));
        newsroom.Site.MediaOfIngestion[missing] = [];
    }

    [Fact]
    public async Task A_channel_that_is_paused_or_gone_is_told_before_the_release()
    {
        var channel = shared.TakeChannel();
        using var publisher = newsroom.Publisher();
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/pause", UriKind.Relative), null);
        var embargo = TimeProvider.System.GetUtcNow().AddHours(1);
        var document = Newsroom.ADocument(channels: [channel.Settings.Id, "gone-kk"]) with { EmbargoUntil = embargo };
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "scheduled");
        var publication = await PublicationAsync(document.EventId);
        Assert.Equal(
            [("scheduled", "info", null), ("post-unfit", "warning", "gone-kk"), ("channel-paused", "warning", channel.Settings.Id)],
            publication.Readiness!.Select(item => (item.Id, item.Severity, item.Channel)));
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/resume", UriKind.Relative), null);
    }

    [Fact]
    public void A_release_that_should_be_out_is_overdue_and_a_language_left_out_is_known()
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var release = Release.Empty with { State = "scheduled", Languages = ["en", "kk", "ru"], Without = ["en"], Policy = "together" };
        var told = Readiness.Of(release, now.AddSeconds(-6), ["kk", "ru"], ["kk"], [], [], new ListChannels.Answer([], null, null), now);
        Assert.Equal([("language-left-out", "info"), ("overdue", "warning")], told.Select(item => (item.Id, item.Severity)));
        Assert.Equal(["language-left-out"], Readiness.Of(release, now.AddSeconds(-1), ["kk", "ru"], ["kk"], [], [], new ListChannels.Answer([], null, null), now).Select(item => item.Id));
    }

    [Fact]
    public async Task The_posts_are_those_of_the_approved_texts_and_become_corrections()
    {
        var channel = shared.TakeChannel();
        var unknown = await GetAsync($"/api/publications/{Guid.CreateVersion7()}/posts");
        Assert.Equal(0, unknown.GetProperty("items").GetArrayLength());
        var document = Newsroom.ADocument("kk", ["kk", "ru"], [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        var address = $"https://akorda.example/kk/events/malimdeme-{document.Number}";
        AssertPost(await PostAsync("Мәлімдеме"), "publish", $"Мәлімдеме {address}");

        await newsroom.ApproveAsync(1, document with { Language = "ru", Channels = [] });
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered");
        Assert.Equal($"Мәлімдеме {address}", channel.Calls.Single().Text);
        await newsroom.ApproveAsync(2, document with { Title = "Жаңа мәлімдеме" });
        // The address stays, whatever becomes of the title.
        AssertPost(await PostAsync("Жаңа мәлімдеме"), "correct", $"Жаңа мәлімдеме {address}");

        // The one post, as soon as it begins with these words.
        async Task<JsonElement> PostAsync(string words) => Assert.Single(await Eventually.AnswerAsync(
            async () => (await GetAsync($"/api/publications/{document.EventId}/posts")).GetProperty("items").EnumerateArray().ToList() is { Count: > 0 } posts
                && posts[0].GetProperty("text").GetString()!.StartsWith(words, StringComparison.Ordinal) ? posts : null,
            $"post of \"{words}\""));

        void AssertPost(JsonElement post, string action, string text) => Assert.Equal(
            ("kk", channel.Settings.Id, action, text, address),
            (post.GetProperty("language").GetString(), post.GetProperty("channel").GetString(), post.GetProperty("action").GetString(), post.GetProperty("text").GetString(), post.GetProperty("link").GetString()));
    }

    [Fact]
    public async Task A_text_that_is_not_approved_yet_can_be_tried()
    {
        var channel = shared.TakeChannel();
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        using var reviewer = newsroom.Host.As("rosa", "reviewer");
        using var answer = await reviewer.PostAsJsonAsync("/api/publications/preview", new { document = document.Write() });
        var post = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0];
        Assert.Equal($"Мәлімдеме https://akorda.example/kk/events/malimdeme-{document.Number}", post.GetProperty("text").GetString());
        foreach (var rubbish in (string[])["", "{}", document.Write() + " ", document.Write().Replace($"[\"{channel.Settings.Id}\"]", "[null]", StringComparison.Ordinal)])
        {
            using var refused = await reviewer.PostAsJsonAsync("/api/publications/preview", new { document = rubbish });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
        Assert.Null(await newsroom.PublicationAsync(document.EventId));
    }

    [Fact]
    public async Task The_calendar_has_what_is_scheduled_under_embargo_and_released_in_a_span_of_time()
    {
        var day = new DateTimeOffset(2031, 5, 1, 0, 0, 0, TimeSpan.Zero).AddDays(Random.Shared.Next(10_000));
        var late = Newsroom.ADocument() with { EmbargoUntil = day.AddHours(20) };
        var assembling = Newsroom.ADocument("kk", ["kk", "ru"]) with { EmbargoUntil = day.AddHours(8) };
        var another = Newsroom.ADocument() with { EmbargoUntil = day.AddDays(1) };
        await newsroom.ApproveAsync(1, late, assembling, another);
        await newsroom.UntilAsync(late.EventId, "scheduled");
        await newsroom.UntilAsync(another.EventId, "scheduled");

        var span = $"from={Uri.EscapeDataString(day.ToString("O"))}&to={Uri.EscapeDataString(day.AddDays(1).ToString("O"))}";
        Assert.Equal([assembling.EventId, late.EventId], await ListAsync(span));
        Assert.Equal([assembling.EventId, late.EventId], await ListAsync(span + "&limit=1"));
        Assert.Equal([late.EventId], await ListAsync(span + "&state=scheduled"));

        var released = Newsroom.ADocument();
        await newsroom.ApproveAsync(1, released);
        await newsroom.UntilAsync(released.EventId, "published");
        var now = TimeProvider.System.GetUtcNow();
        Assert.Contains(released.EventId, await ListAsync($"from={Uri.EscapeDataString(now.AddMinutes(-5).ToString("O"))}&to={Uri.EscapeDataString(now.AddMinutes(5).ToString("O"))}&limit=100"));

        async Task<List<Guid>> ListAsync(string query)
        {
            List<Guid> read = [];
            for (string? next = ""; next is not null;)
            {
                var page = await GetAsync($"/api/publications?{query}{next}");
                read.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("eventId").GetGuid()));
                next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
            }
            return read;
        }
    }

    [Theory]
    [InlineData("from=2026-11-27T00:00:00Z")]
    [InlineData("to=2026-11-27T00:00:00Z")]
    [InlineData("from=2026-11-27T00:00:00&to=2026-11-28T00:00:00Z")]
    [InlineData("from=2026-11-27T00:00:00Z&to=2026-11-26T00:00:00Z")]
    [InlineData("from=2026-11-27T00:00:00Z&to=2028-11-26T00:00:00Z")]
    [InlineData("from=2026-11-27&to=2026-11-28")]
    [InlineData("from=x&to=y")]
    public async Task A_calendar_without_two_times_is_400(string query)
    {
        using var editor = newsroom.Host.As("erik", "editor");
        Assert.Equal(HttpStatusCode.BadRequest, (await editor.GetAsync(new Uri($"/api/publications?{query}", UriKind.Relative))).StatusCode);
    }

    private static IEnumerable<(string, string, string?)> Told(PublicationView publication) => publication.Readiness!.Select(item => (item.Id, item.Severity, item.Language));

    private async Task<PublicationView> PublicationAsync(Guid eventId) => await newsroom.PublicationAsync(eventId) ?? throw new InvalidOperationException("There is no such publication.");

    private async Task<JsonElement> GetAsync(string address)
    {
        using var editor = newsroom.Host.As("erik", "editor");
        return await editor.GetFromJsonAsync<JsonElement>(address);
    }
}
