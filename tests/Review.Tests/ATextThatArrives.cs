using System.Net;
using System.Text.Json;
using Akorda.Approvals;
using Akorda.Contracts;
using Akorda.Contracts.Reviews;

namespace Akorda.Review.Tests;

public sealed class ATextThatArrives(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private static string StateOf(JsonElement review) => review.GetProperty("state").GetString()!;

    [Fact]
    public async Task Supersedes_what_waited_of_lower_revisions_in_every_language()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.HandleAsync(about.Translated());
        await newsroom.HandleAsync(about.Translated(language: "en"));
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ReviewOfAsync(about, language: language);

        await newsroom.HandleAsync(about.Submitted(2, about.Document(title: "Another")));

        await newsroom.ReviewOfAsync(about, 2);
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ReviewOfAsync(about, 1, language: language, state: "superseded");
    }

    [Fact]
    public async Task Late_opens_no_review()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated(2, 2));
        await newsroom.ReviewOfAsync(about, 2, 2, "ru");
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.HandleAsync(about.Translated(1, 3));
        await newsroom.HandleAsync(about.Translated(2, 1));
        Assert.Equal([(2, 2)], (await newsroom.ReviewsAsync(about)).Select(review => (review.GetProperty("revision").GetInt32(), review.GetProperty("round").GetInt32())));
    }

    [Fact]
    public async Task Late_after_the_newer_one_was_approved_opens_no_review()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated(2, 2));
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about, 2, 2, "ru"));
        await newsroom.HandleAsync(about.Translated(2, 1));
        Assert.Single(await newsroom.ReviewsAsync(about));
        Assert.Equal(0, await newsroom.FailedMessagesAsync(about));
    }

    [Fact]
    public async Task Before_its_source_is_reviewed_and_gets_its_author_afterwards()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated());
        Assert.Equal(JsonValueKind.Null, (await newsroom.ReviewOfAsync(about, language: "ru")).GetProperty("author").ValueKind);
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.ReviewOfAsync(about);
        var review = await newsroom.ReviewOfAsync(about, language: "ru", state: "pending");
        Assert.Equal("editor", review.GetProperty("author").GetProperty("id").GetString());
        Assert.Equal("translator", review.GetProperty("translator").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Twice_is_one_review()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.HandleAsync(about.Submitted());
        Assert.Single(await newsroom.ReviewsAsync(about));
        Assert.Equal(0, await newsroom.FailedMessagesAsync(about));
    }

    [Fact]
    public async Task Of_a_withdrawn_draft_waits_for_nobody()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        await newsroom.HandleAsync(about.Withdrawn());
        await newsroom.ReviewOfAsync(about, state: "superseded");
        await newsroom.HandleAsync(about.Translated());
        Assert.DoesNotContain(await newsroom.ReviewsAsync(about), one => one.GetProperty("language").GetString() == "ru");
        using var answer = await newsroom.ApproveAsync(review);
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.Conflict, "superseded");
    }

    [Fact]
    public async Task With_the_bytes_that_were_approved_carries_that_approval()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about));

        await newsroom.HandleAsync(about.Submitted(2, writers: [new Person("editor2", "Editor 2")]));
        await newsroom.HandleAsync(about.Submitted(3));

        foreach (var revision in (int[])[2, 3])
        {
            var message = await newsroom.Host.Probe.WaitForAsync<TextApproved>(approved => approved.EventId == about.EventId && approved.Revision == revision);
            var approval = Approval.Verify(message.Approval, Newsroom.ReviewKeys);
            Assert.True(message.Carried);
            Assert.Null(approval!.RefusalFor(about.EventId, "kk", revision, 1, about.Document().Write()));
            Assert.Equal((new CarriedApproval(1, 1), "reviewer"), (approval.CarriedFrom, approval.Approver));
            // Whoever wrote the words in the first place is still one of their writers.
            Assert.Contains("editor", approval.Writers);
            Assert.Equal("approved", StateOf(await newsroom.ReviewOfAsync(about, revision)));
        }
    }

    [Fact]
    public async Task Whose_first_approver_became_a_writer_needs_another_person()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about));
        await newsroom.HandleAsync(about.Submitted(2, writers: [A.Editor, new Person("reviewer", "Reviewer")]));
        var review = await newsroom.ReviewOfAsync(about, 2);
        Assert.Equal("pending", StateOf(review));
        using var answer = await newsroom.ApproveAsync(review);
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.Forbidden, "four-eyes");
    }

    [Fact]
    public async Task Changed_back_to_what_was_approved_before_the_last_is_looked_at_again()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about));
        await newsroom.HandleAsync(about.Submitted(2, about.Document(title: "Another")));
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about, 2));
        await newsroom.HandleAsync(about.Submitted(3));
        Assert.Equal("pending", StateOf(await newsroom.ReviewOfAsync(about, 3)));
    }

    [Fact]
    public async Task That_was_returned_and_comes_unchanged_is_no_approved_text()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated());
        using (await newsroom.ReturnAsync(await newsroom.ReviewOfAsync(about, language: "ru"), new { comment = "No." })) { }
        await newsroom.HandleAsync(about.Translated(round: 2));
        Assert.Equal("pending", StateOf(await newsroom.ReviewOfAsync(about, round: 2, language: "ru")));
    }

    [Theory]
    [InlineData("no writers")]
    [InlineData("another event")]
    [InlineData("not canonical")]
    public async Task And_contradicts_itself_opens_no_review(string how)
    {
        var about = A.Event();
        await newsroom.HandleAsync(how switch
        {
            "no writers" => about.Submitted(writers: []),
            "another event" => about.Submitted() with { Document = A.Event().Document().Write() },
            _ => about.Submitted() with { Document = about.Document().Write() + " " },
        });
        Assert.Empty(await newsroom.ReviewsAsync(about));
        Assert.Equal(1, await newsroom.FailedMessagesAsync(about));
    }
}
