using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Testing;

namespace Akorda.Journeys.Telemetry;

/// <summary>The dashboards show what the product says: each name on them is compared with what a running product sends.</summary>
public sealed class TheDashboards(ObservedProduct product) : IClassFixture<ObservedProduct>
{
    private static readonly IReadOnlyList<Dashboard> All = Dashboard.All();
    private static readonly IReadOnlyList<Query> Queries = [.. All.SelectMany(dashboard => dashboard.Panels.SelectMany(panel => panel.Queries).Concat(dashboard.Variables))];

    [Fact]
    public async Task Ask_for_nothing_that_the_product_does_not_send()
    {
        await ReleaseAtAnInstantAsync();
        var asked = Queries.SelectMany(query => query.Metrics).ToHashSet();
        Assert.True(asked.Count > 15, $"Only {string.Join(", ", asked)} are asked for.");
        await SentAsync(asked);
        var sent = LabelsByName();
        foreach (var query in Queries)
        {
            var labels = query.Metrics.SelectMany(name => sent[name].Keys).Append("service_name").ToHashSet();
            if (query.Metrics.Any(name => name.EndsWith("_bucket", StringComparison.Ordinal))) labels.Add("le");
            Assert.True(query.Labels.All(labels.Contains), $"{query.Where} asks for {string.Join(", ", query.Labels.Except(labels))}.");
            // What a variable stands for is chosen in the browser, and no answer of this run was an error.
            foreach (var (name, label, value) in query.Matchers.Where(matcher => matcher.Value != "$service" && matcher.Label != "http_response_status_code"))
                Assert.True(sent[name][label].Any(seen => Regex.IsMatch(seen, $"^(?:{value})$")), $"{query.Where} asks for {label} {value}, and there are {string.Join(", ", sent[name][label])}.");
        }
    }

    [Fact]
    public async Task Show_every_metric_of_ours_and_the_operators_page_explains_it()
    {
        var explanation = Dashboard.Explanation();
        await ReleaseAtAnInstantAsync();
        await SentAsync(["akorda_release_lateness_seconds_count", "akorda_messaging_message_age_seconds_count", "akorda_messaging_oldest_unsent_age_seconds", "akorda_deliveries_open", "akorda_events_under_way"]);
        var asked = Queries.SelectMany(query => query.Metrics).ToHashSet();
        var ours = product.Receiver.Metrics.Where(metric => metric.Name.StartsWith("akorda.", StringComparison.Ordinal)).ToList();
        foreach (var metric in ours.DistinctBy(metric => metric.Name))
        {
            Assert.True(Prometheus.NamesOf(metric).Any(asked.Contains), $"{metric.Name} is on no dashboard.");
            Assert.Contains($"`{metric.Name}`", explanation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Ask_a_question_in_each_title_and_say_what_the_answer_means()
    {
        Assert.Equal(All.Count, All.Select(dashboard => dashboard.Id).Distinct().Count());
        foreach (var panel in All.SelectMany(dashboard => dashboard.Panels))
        {
            Assert.True(panel.Title.EndsWith('?'), panel.Where);
            Assert.True(panel.Description.EndsWith('.'), panel.Where);
            Assert.True(panel.HasUnit, panel.Where);
            Assert.All(panel.Sources, source => Assert.Equal("prometheus", source));
        }
    }

    [Fact]
    public void Have_no_panel_that_lies_on_another()
    {
        foreach (var panels in All.Select(dashboard => dashboard.Panels))
            foreach (var (one, other) in from one in panels from other in panels where one != other select (one.Place, other.Place))
                Assert.False(one.X < other.X + other.W && other.X < one.X + one.W && one.Y < other.Y + other.H && other.Y < one.Y + one.H, $"{one} lies on {other}");
    }

    // Only what waits for its instant has a lateness: on a busy machine the instant may pass before the approval, and the next one is further off.
    private async Task ReleaseAtAnInstantAsync()
    {
        for (var seconds = 3; ; seconds *= 2)
        {
            var draft = Sample.Draft();
            draft["targetLanguages"] = new JsonArray();
            draft["embargoUntil"] = TimeProvider.System.GetUtcNow().AddSeconds(seconds);
            var id = await product.Newsroom.SubmitAsync(draft);
            await product.Newsroom.ApproveAsync(id, "kk");
            if ((await product.Newsroom.DeliveredAsync(id))["releaseAt"] is not null) return;
        }
    }

    private async Task SentAsync(IReadOnlyCollection<string> names)
    {
        List<string> missing = [];
        try
        {
            await Eventually.TrueAsync(() =>
            {
                missing = [.. names.Except(product.Receiver.Metrics.SelectMany(Prometheus.NamesOf))];
                return Task.FromResult(missing.Count == 0);
            }, "metric of every name");
        }
        catch (TimeoutException)
        {
            var alike = product.Receiver.Metrics.SelectMany(Prometheus.NamesOf).Distinct().Where(sent => missing.Any(name => sent.StartsWith(name.Split('_')[0], StringComparison.Ordinal))).Order(StringComparer.Ordinal);
            Assert.Fail($"The product does not send {string.Join(", ", missing)}. It sends {string.Join(", ", alike)}.");
        }
    }

    private Dictionary<string, Dictionary<string, HashSet<string>>> LabelsByName() => product.Receiver.Metrics
        .SelectMany(metric => Prometheus.NamesOf(metric).Select(name => (Name: name, metric.Attributes)))
        .GroupBy(one => one.Name)
        .ToDictionary(name => name.Key, name => name.SelectMany(one => one.Attributes).GroupBy(attribute => Prometheus.LabelOf(attribute.Key))
            .ToDictionary(label => label.Key, label => label.Select(attribute => attribute.Value).ToHashSet()));
}
