using System.Net;
using System.Text.Json;
using Akorda.Contracts.Timeline;
using Akorda.Postgres;

namespace Akorda.Translation.Tests;

public sealed class ClaimingATask(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private async Task<Guid> TaskAsync(string language = "ru")
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted(languages: [language]));
        return await newsroom.QueuedAsync(about, language: language);
    }

    [Fact]
    public async Task Shows_who_holds_it_and_until_when()
    {
        var task = await TaskAsync();
        var claimed = await newsroom.Translator().ClaimAsync(task);
        Assert.Equal("claimed", claimed.GetProperty("state").GetString());
        Assert.Equal("""{"id":"aigerim","name":"aigerim"}""", claimed.GetProperty("holder").GetRawText());
        Assert.Equal(newsroom.Clock.GetUtcNow() + TimeSpan.FromMinutes(30), claimed.GetProperty("leaseEndsAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        await newsroom.Host.Probe.WaitForAsync<StepRecorded>(step => step is { Step: "task-claimed", Language: "ru", Actor.Id: "aigerim" });
    }

    [Fact]
    public async Task Two_at_once_leave_one_holder()
    {
        for (var round = 0; round < 5; round++)
        {
            var task = await TaskAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(each => newsroom.Translator($"translator-{each}").TryClaimAsync(task)));
            Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
            foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK)) await Newsroom.AssertProblemAsync(answer, HttpStatusCode.Conflict, "task-held");
        }
    }

    [Fact]
    public async Task Again_by_its_holder_changes_nothing_but_the_lease()
    {
        var task = await TaskAsync();
        var translator = newsroom.Translator();
        await translator.ClaimAsync(task);
        await translator.ClaimAsync(task);
        Assert.Equal(1, await newsroom.Db.FindAsync("select count(*) from audit.act where act = 'task-claimed' and subject = $1", [task.ToString()], row => row.GetInt64(0), default));
    }

    [Fact]
    public async Task Ends_with_the_lease_and_not_before()
    {
        var task = await TaskAsync();
        var (first, second) = (newsroom.Translator("first"), newsroom.Translator("second"));
        await first.ClaimAsync(task);
        newsroom.Clock.Advance(TimeSpan.FromMinutes(29));
        await Newsroom.AssertProblemAsync(await second.TryClaimAsync(task), HttpStatusCode.Conflict, "task-held");

        // Work renews the lease.
        var segment = (await first.SegmentsAsync(task))["A title"].GetProperty("id").GetString()!;
        await Newsroom.OkAsync(first.SaveAsync(task, segment, "Заголовок"));
        newsroom.Clock.Advance(TimeSpan.FromMinutes(29));
        await Newsroom.AssertProblemAsync(await second.TryClaimAsync(task), HttpStatusCode.Conflict, "task-held");

        newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        var taken = await second.ClaimAsync(task);
        Assert.Equal("second", taken.GetProperty("holder").GetProperty("id").GetString());
        Assert.Contains(taken.GetProperty("segments").EnumerateArray(), each => each.GetProperty("target").GetString() == "Заголовок");
        await Newsroom.AssertProblemAsync(await first.SaveAsync(task, segment, "Другой"), HttpStatusCode.Conflict, "task-held");
    }

    [Fact]
    public async Task That_ended_may_be_worked_on_while_nobody_else_takes_it()
    {
        var task = await TaskAsync();
        var translator = newsroom.Translator();
        await translator.ClaimAsync(task);
        newsroom.Clock.Advance(TimeSpan.FromHours(2));
        var segment = (await translator.SegmentsAsync(task))["A title"].GetProperty("id").GetString()!;
        await Newsroom.OkAsync(translator.SaveAsync(task, segment, "Заголовок"));
        await Newsroom.AssertProblemAsync(await newsroom.Translator("other").TryClaimAsync(task), HttpStatusCode.Conflict, "task-held");
    }

    [Fact]
    public async Task Is_refused_to_who_does_not_translate_into_the_language()
    {
        var task = await TaskAsync("kk");
        var translator = newsroom.Translator("ivan", "ru");
        var segment = (await translator.SegmentsAsync(task))["A title"].GetProperty("id").GetString()!;
        await Newsroom.AssertProblemAsync(await translator.TryClaimAsync(task), HttpStatusCode.Forbidden, "not-your-language");
        await Newsroom.AssertProblemAsync(await translator.SaveAsync(task, segment, "Тақырып"), HttpStatusCode.Forbidden, "not-your-language");
        await Newsroom.AssertProblemAsync(await translator.CompleteAsync(task), HttpStatusCode.Forbidden, "not-your-language");
        await Newsroom.AssertProblemAsync(await translator.ReleaseAsync(task), HttpStatusCode.Forbidden, "not-your-language");
    }

    [Fact]
    public async Task And_releasing_it_leaves_it_to_the_next_with_all_its_words()
    {
        var task = await TaskAsync();
        var (first, second) = (newsroom.Translator("first"), newsroom.Translator("second"));
        await first.ClaimAsync(task);
        var segment = (await first.SegmentsAsync(task))["A title"].GetProperty("id").GetString()!;
        await Newsroom.OkAsync(first.SaveAsync(task, segment, "Заголовок"));
        await Newsroom.AssertProblemAsync(await second.ReleaseAsync(task), HttpStatusCode.Conflict, "task-held");
        var released = await Newsroom.OkAsync(first.ReleaseAsync(task));
        Assert.Equal(("queued", JsonValueKind.Null), (released.GetProperty("state").GetString(), released.GetProperty("holder").ValueKind));
        await Newsroom.OkAsync(first.ReleaseAsync(task));
        await Newsroom.AssertProblemAsync(await first.SaveAsync(task, segment, "Другой"), HttpStatusCode.Conflict, "task-not-claimed");
        await second.ClaimAsync(task);
        Assert.Equal("Заголовок", (await second.SegmentsAsync(task))["A title"].GetProperty("target").GetString());
        await newsroom.Host.Probe.WaitForAsync<StepRecorded>(step => step is { Step: "task-released", Actor.Id: "first" });
    }
}
