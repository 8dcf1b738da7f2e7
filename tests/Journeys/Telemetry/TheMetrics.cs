using System.Text.Json.Nodes;
using Akorda.Testing;

namespace Akorda.Journeys.Telemetry;

/// <summary>What the running product measures, as a collector receives it.</summary>
public sealed class TheMetrics(ObservedProduct product) : IClassFixture<ObservedProduct>
{
    private static readonly IReadOnlyDictionary<string, (string Unit, string Kind, string[] Attributes)> Named = new Dictionary<string, (string, string, string[])>
    {
        ["akorda.events.under_way"] = ("{event}", "gauge", ["status"]),
        ["akorda.events.oldest_under_way.age"] = ("s", "gauge", ["status"]),
        ["akorda.release.lateness"] = ("s", "histogram", []),
        ["akorda.release.early"] = ("{release}", "counter", []),
        ["akorda.release.overdue.age"] = ("s", "gauge", []),
        ["akorda.deliveries.open"] = ("{delivery}", "gauge", ["channel", "state"]),
        ["akorda.deliveries.oldest_open.age"] = ("s", "gauge", ["channel"]),
        ["akorda.deliveries.settled"] = ("{delivery}", "counter", ["channel", "state"]),
        ["akorda.messaging.oldest_unsent.age"] = ("s", "gauge", ["module"]),
        ["akorda.messaging.failed"] = ("{message}", "gauge", ["module"]),
        ["akorda.messaging.failures"] = ("{failure}", "counter", ["consumer"]),
        ["akorda.messaging.handling.duration"] = ("s", "histogram", ["consumer"]),
        ["akorda.messaging.message.age"] = ("s", "histogram", ["consumer"]),
    };

    [Fact]
    public async Task Say_how_events_messages_and_deliveries_are()
    {
        await product.Newsroom.SubmitAsync(Sample.Draft());
        var embargo = TimeProvider.System.GetUtcNow().AddSeconds(5);
        var draft = Sample.Draft();
        draft["targetLanguages"] = new JsonArray();
        draft["embargoUntil"] = embargo;
        var id = await product.Newsroom.SubmitAsync(draft);
        await product.Newsroom.ApproveAsync(id, "kk");
        await product.Newsroom.DeliveredAsync(id);

        await Eventually.TrueAsync(() => Task.FromResult(Named.Keys.All(name => Of(name).Count > 0)), "metric of every kind");
        foreach (var (name, (unit, kind, attributes)) in Named)
        {
            var points = Of(name);
            Assert.All(points, point => Assert.Equal((unit, kind), (point.Unit, point.Kind)));
            Assert.All(points, point => Assert.Equal(attributes, point.Attributes.Keys.Order(StringComparer.Ordinal)));
            Assert.All(points, point => Assert.NotEmpty(point.Description));
        }
        await AllAreTrueAsync();
    }

    [Fact]
    public async Task Name_no_connection()
    {
        await Eventually.TrueAsync(() => Task.FromResult(Of("db.client.operation.duration").Count > 0), "metric of PostgreSQL");
        Assert.All(Of("db.client.operation.duration"), point => Assert.Contains(point.Attributes["db.client.connection.pool.name"], (string[])["ingestion", "translation", "review", "publisher", "site", "identity"]));
    }

    // The newest points settle: they are read until they say what happened.
    private async Task AllAreTrueAsync()
    {
        // The translators have it: that is what its status says, and no other event is under way.
        await Eventually.TrueAsync(() => Task.FromResult(Last("akorda.events.under_way", "status", "inTranslation") is { Value: 1 }), "one event in translation");
        foreach (var other in (string[])["submitted", "inReview", "returned", "approved", "scheduled"])
            await Eventually.TrueAsync(() => Task.FromResult(Last("akorda.events.under_way", "status", other) is { Value: 0 }), $"no event that is {other}");
        Assert.InRange(Last("akorda.events.oldest_under_way.age", "status", "inTranslation")!.Value, 0.001, 600);
        await Eventually.TrueAsync(() => Task.FromResult(Of("akorda.deliveries.settled").Where(point => point.Attributes["state"] == "delivered").GroupBy(point => point.Attributes["channel"]).Sum(channel => channel.Last().Value) == 3), "three deliveries settled");
        foreach (var module in (string[])["ingestion", "translation", "review", "publisher"]) Assert.Equal(0, Last("akorda.messaging.failed", "module", module)!.Value);
        var lateness = Of("akorda.release.lateness")[^1];
        Assert.Equal(1, lateness.Count);
        Assert.InRange(lateness.Value, 0, 60);
        Assert.All(Of("akorda.release.early"), early => Assert.Equal(0, early.Value));
        Assert.Contains(Of("akorda.messaging.message.age"), point => point.Attributes["consumer"] == "publisher-text-approved" && point is { Count: 1, Value: > 0 and < 60 });
    }

    private List<Metric> Of(string name) => [.. product.Receiver.Metrics.Where(point => point.Name == name)];

    private Metric? Last(string name, string attribute, string value) => Of(name).LastOrDefault(point => point.Attributes[attribute] == value);
}
