using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Contracts.Reviews;

namespace Akorda.Review.Tests;

public sealed class ReturningAText(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Tells_its_people_why_and_where()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated());
        var review = await newsroom.ReviewOfAsync(about, language: "ru");

        using var answer = await newsroom.ReturnAsync(review, new { comment = "  The year is wrong.\r\nSee the source. ", segments = (string[])["s1a2b3c4", "s1a2b3c4"] });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("returned", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        var message = await newsroom.Host.Probe.WaitForAsync<TextReturned>(returned => returned.EventId == about.EventId);
        Assert.Equal("The year is wrong.\nSee the source.", message.Comment);
        Assert.Equal(["s1a2b3c4"], message.Segments);
        Assert.Equal(("ru", "kk", 1, 1, "reviewer"), (message.Language, message.SourceLanguage, message.Revision, message.Round, message.ReturnedBy.Id));
    }

    [Fact]
    public async Task Again_by_the_same_person_changes_nothing()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        using var first = await newsroom.ReturnAsync(review, new { comment = "No." });
        using var second = await newsroom.ReturnAsync(review, new { comment = "Still no." });
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal("No.", (await second.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("comment").GetString());
    }

    [Fact]
    public async Task Ends_the_review_for_everybody_else()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        using var returned = await newsroom.ReturnAsync(review, new { comment = "No." });
        using var approval = await newsroom.ApproveAsync(review, "reviewer2");
        await Newsroom.AssertProblemAsync(approval, HttpStatusCode.Conflict, "settled");
        using var again = await newsroom.ReturnAsync(review, new { comment = "No." }, "reviewer2");
        await Newsroom.AssertProblemAsync(again, HttpStatusCode.Conflict, "settled");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u200Bb")]
    [InlineData("a\u0000b")]
    public async Task Needs_a_comment_that_can_be_read(string comment)
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        using var answer = await newsroom.ReturnAsync(review, new { comment });
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Equal("pending", (await newsroom.ReviewOfAsync(about)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Counts_the_comment_in_characters()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        using var tooLong = await newsroom.ReturnAsync(review, new { comment = string.Concat(Enumerable.Repeat("😀", 4_001)) });
        await Newsroom.AssertProblemAsync(tooLong, HttpStatusCode.UnprocessableEntity, "invalid");
        using var longest = await newsroom.ReturnAsync(review, new { comment = string.Concat(Enumerable.Repeat("😀", 4_000)) });
        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
    }

    [Fact]
    public async Task Takes_only_ids_of_segments()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var review = await newsroom.ReviewOfAsync(about);
        using var answer = await newsroom.ReturnAsync(review, new { comment = "No.", segments = (string?[])["s1", null, "<b>", ""] });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["$.segments[1]", "$.segments[2]", "$.segments[3]"], errors.EnumerateObject().Select(error => error.Name));
    }
}
