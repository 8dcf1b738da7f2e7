namespace Akorda.Journeys.Telemetry;

/// <summary>One event is followed through the running product, from the editor's request to the posts and the page.</summary>
public sealed class TheTraceOfAnEvent(ObservedProduct product) : IClassFixture<ObservedProduct>
{
    [Fact]
    public async Task Is_one_and_unbroken_through_every_message_and_every_person()
    {
        var id = await ReleaseAsync(product.Newsroom);
        var trace = await EventTrace.WholeAsync(product.Receiver, product.Newsroom, id);
        Assert.DoesNotContain(trace.Spans.Where(span => span.Name.StartsWith("send ", StringComparison.Ordinal)), span => span.Attributes.Values.Any(value => value.Contains("http", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Is_one_and_unbroken_where_every_service_is_a_process_of_its_own()
    {
        await using Receiver receiver = new();
        await using ServicesApart services = new(receiver.Settings);
        await services.StartAsync();
        var trace = await EventTrace.WholeAsync(receiver, services.Newsroom, await ReleaseAsync(services.Newsroom));
        Assert.Equal(
            ["Akorda.Desk.Host", "Akorda.Ingestion.Host", "Akorda.Publisher.Host", "Akorda.Review.Host", "Akorda.Site.Host", "Akorda.Translation.Host"],
            trace.Spans.Select(span => span.Service).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_a_new_revision_begins_anew_and_names_the_one_before()
    {
        var draft = Sample.Draft();
        var id = await product.Newsroom.SubmitAsync(draft);
        draft["title"] = Sample.Sentence("kk", 0) + " 2";
        await product.Newsroom.ReviseAsync(id, draft);

        var submissions = await Testing.Eventually.AnswerAsync(
            () => Task.FromResult(product.Receiver.Spans.Where(span => span.EventId == id.ToString() && span.Name.EndsWith("/submit", StringComparison.Ordinal)).ToList() is { Count: 2 } both ? both : null),
            "two submissions");
        var (first, second) = submissions[0].Links.Count == 0 ? (submissions[0], submissions[1]) : (submissions[1], submissions[0]);
        Assert.NotEqual(first.TraceId, second.TraceId);
        Assert.Equal([first.Key], second.Links);
    }

    /// <summary>Takes the sample event all the way.</summary>
    internal static async Task<Guid> ReleaseAsync(Newsroom newsroom)
    {
        var id = await newsroom.SubmitAsync(Sample.Draft());
        foreach (var language in (string[])["ru", "en"]) await newsroom.TranslateAsync(id, language, Sample.Into(language));
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(id, language);
        await newsroom.DeliveredAsync(id);
        return id;
    }
}
