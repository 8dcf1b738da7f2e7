using System.Net;
using System.Text;

namespace Akorda.Review.Tests;

public sealed class AnOrderAboutFailedMessages(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Theory]
    [InlineData("retry", "{}")]
    [InlineData("retry", """{"ids":[]}""")]
    [InlineData("retry", """{"consumer":"review-draft-submitted"}""")]
    [InlineData("retry", """{"error":"x"}""")]
    [InlineData("retry", """{"ids":["01900000-0000-7000-8000-000000000000"],"consumer":"review-draft-submitted","error":"x"}""")]
    [InlineData("archive", """{"ids":["01900000-0000-7000-8000-000000000000"],"reason":" "}""")]
    public async Task That_names_nothing_or_too_much_changes_nothing(string order, string body)
    {
        using var administrator = newsroom.Host.As("adam", "administrator");
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using var answer = await administrator.PostAsync($"/api/review/failed-messages/{order}", content);
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "invalid");
    }
}
