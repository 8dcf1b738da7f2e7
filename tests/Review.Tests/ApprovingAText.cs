using System.Net;
using System.Net.Http.Json;
using Akorda.Approvals;
using Akorda.Contracts.Reviews;

namespace Akorda.Review.Tests;

public sealed class ApprovingAText(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Signs_exactly_these_bytes_and_tells_everybody()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated());
        var review = await newsroom.ReviewOfAsync(about, language: "ru");

        var answer = await newsroom.ApprovedAsync(review);

        Assert.Equal("approved", answer.GetProperty("state").GetString());
        var message = await newsroom.Host.Probe.WaitForAsync<TextApproved>(approved => approved.EventId == about.EventId);
        var approval = Approval.Verify(message.Approval, Newsroom.ReviewKeys);
        Assert.NotNull(approval);
        Assert.Null(approval.RefusalFor(about.EventId, "ru", 1, 1, about.Document("ru").Write()));
        Assert.Equal(["editor", "translator"], approval.Writers);
        Assert.Equal(("reviewer", false), (message.Approver.Id, message.Carried));
    }

    [Theory]
    [InlineData("editor")]
    [InlineData("translator")]
    public async Task Is_refused_to_everybody_who_wrote_it(string writer)
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated());
        var review = await newsroom.ReviewOfAsync(about, language: "ru");

        using var answer = await newsroom.ApproveAsync(review, writer);

        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.Forbidden, "four-eyes");
        Assert.Equal("pending", (await newsroom.ReviewOfAsync(about, language: "ru")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Is_refused_to_whoever_completed_the_task_though_named_by_nobody()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated() with { Writers = [A.Editor] });
        using var answer = await newsroom.ApproveAsync(await newsroom.ReviewOfAsync(about, language: "ru"), A.Translator.Id);
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.Forbidden, "four-eyes");
    }

    [Fact]
    public async Task Needs_the_digest_of_the_text_that_was_read()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        using var answer = await newsroom.ApproveAsync(await newsroom.ReviewOfAsync(about), digest: new string('0', 64));
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.Conflict, "digest-differs");
    }

    [Fact]
    public async Task Again_by_the_same_person_changes_nothing()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        var first = await newsroom.ApprovedAsync(review);
        var second = await newsroom.ApprovedAsync(review);
        Assert.Equal(first.GetProperty("settledAt").GetString(), second.GetProperty("settledAt").GetString());

        await newsroom.HandleAsync(about.Translated(language: "en"));
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about, language: "en"));
        await newsroom.Host.Probe.WaitForAsync<TextApproved>(approved => approved.EventId == about.EventId && approved.Language == "en");
        Assert.Single(newsroom.Host.Probe.Heard<TextApproved>(), approved => approved.EventId == about.EventId && approved.Language == "kk");
    }

    [Fact]
    public async Task By_two_people_at_once_has_one_approver()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => newsroom.ApproveAsync(review, $"reviewer-{i}")));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK)) await Newsroom.AssertProblemAsync(late, HttpStatusCode.Conflict, "settled");
    }

    [Fact]
    public async Task That_a_newer_round_replaced_is_refused()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated());
        var old = await newsroom.ReviewOfAsync(about, language: "ru");
        await newsroom.HandleAsync(about.Translated(round: 2));
        await newsroom.ReviewOfAsync(about, round: 2, language: "ru");

        using var answer = await newsroom.ApproveAsync(old);

        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.Conflict, "superseded");
    }

    [Fact]
    public async Task Of_nothing_is_not_found()
    {
        using var client = newsroom.Reviewer();
        using var answer = await client.PostAsJsonAsync($"/api/reviews/{Guid.CreateVersion7()}/approve", new { digest = "x" });
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"digest":null}""")]
    [InlineData("""{"digest":1}""")]
    [InlineData("""{"Digest":"x"}""")]
    [InlineData("""{"digest":"x","more":1}""")]
    public async Task With_a_body_of_another_shape_is_malformed(string body)
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        using var client = newsroom.Reviewer();
        using var answer = await client.PostAsync($"/api/reviews/{review.GetProperty("id").GetGuid()}/approve", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.BadRequest, "malformed");
    }

    [Theory]
    [InlineData("editor")]
    [InlineData("translator")]
    [InlineData("publisher")]
    [InlineData("administrator")]
    public async Task Is_for_reviewers_alone(string role)
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        using var client = newsroom.Host.As("somebody", role);
        using var approval = await client.PostAsJsonAsync($"/api/reviews/{review.GetProperty("id").GetGuid()}/approve", new { digest = review.GetProperty("digest").GetString() });
        Assert.Equal(HttpStatusCode.Forbidden, approval.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/reviews")).StatusCode);
    }
}
