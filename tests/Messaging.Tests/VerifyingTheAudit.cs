using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Postgres;
using Akorda.Testing;

namespace Akorda.Messaging.Tests;

public sealed class VerifyingTheAudit
{
    [Fact]
    public async Task An_administrator_keeps_its_head_and_later_verifies_up_to_it()
    {
        await using var mill = await MillHost.StartAsync();
        await RecordAsync(mill);
        using var administrator = mill.Host.As("aizhan", "administrator");
        await Eventually.TrueAsync(async () => (await HeadAsync(administrator)).GetProperty("position").GetInt64() > 0, "sealed act");
        var kept = await HeadAsync(administrator);
        var report = await administrator.GetFromJsonAsync<JsonElement>($"/api/mill/audit/verify?position={kept.GetProperty("position")}&digest={kept.GetProperty("digest").GetString()}");
        Assert.Equal(0, report.GetProperty("faults").GetArrayLength());
        Assert.Equal(kept.GetRawText(), report.GetProperty("head").GetRawText());

        var other = await administrator.GetFromJsonAsync<JsonElement>($"/api/mill/audit/verify?position=1&digest={new string('0', 64)}");
        Assert.Equal("written-anew", other.GetProperty("faults")[0].GetProperty("what").GetString());
    }

    [Theory]
    [InlineData("position=1")]
    [InlineData("digest=00")]
    [InlineData("position=x&digest=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Half_a_head_is_refused(string query)
    {
        await using var mill = await MillHost.StartAsync();
        using var administrator = mill.Host.As("aizhan", "administrator");
        Assert.Equal(HttpStatusCode.BadRequest, (await administrator.GetAsync($"/api/mill/audit/verify?{query}")).StatusCode);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_may()
    {
        await using var mill = await MillHost.StartAsync();
        using var publisher = mill.Host.As("dana", "publisher");
        Assert.Equal(HttpStatusCode.Forbidden, (await publisher.GetAsync("/api/mill/audit/head")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await publisher.GetAsync("/api/mill/audit/verify")).StatusCode);
    }

    private static Task<JsonElement> HeadAsync(HttpClient administrator) => administrator.GetFromJsonAsync<JsonElement>("/api/mill/audit/head");

    private static async Task RecordAsync(MillHost mill)
    {
        var statement = Audit.Of("dana", "milled", "1");
        await mill.Mill.ExecuteAsync(statement.Sql, statement.Args, default);
    }
}
