using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Testing;

namespace Akorda.Sandbox.Tests;

public sealed class HavingFaults
{
    [Fact]
    public async Task A_fault_meets_exactly_the_calls_it_is_set_for()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.SetFaultAsync(new { network = "telegram", operation = "sendMessage", language = "kk", on = new[] { 2 }, kind = "fail" });
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TellAsync("one")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TellAsync("not this account", "ru")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await sandbox.TellAsync("two")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TellAsync("three")).StatusCode);
        Assert.Equal(["one", "not this account", "three"], await sandbox.TextsAsync());
    }

    [Theory]
    [InlineData("reset", false)]
    [InlineData("executeThenReset", true)]
    public async Task A_broken_connection_says_nothing_about_what_was_done(string kind, bool isDone)
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.SetFaultAsync(new { network = "telegram", kind });
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.TellAsync("one"));
        Assert.Equal(isDone ? ["one"] : [], await sandbox.TextsAsync());
    }

    [Fact]
    public async Task A_request_may_be_executed_long_after_its_connection_died()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.SetFaultAsync(new { network = "telegram", kind = "executeLate", delayMs = 200 });
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.TellAsync("one"));
        await Eventually.TrueAsync(async () => await sandbox.TextsAsync() is ["one"], "late post");
    }

    [Fact]
    public async Task Every_call_is_noted_with_its_fault()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.SetFaultAsync(new { network = "telegram", kind = "throttle", retryAfter = 9 });
        var answer = await sandbox.TellAsync("one");
        Assert.Equal(9, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("parameters").GetProperty("retry_after").GetInt32());
        var call = (await sandbox.Http.GetFromJsonAsync<JsonElement>("/control/posts")).GetProperty("calls")[0];
        Assert.Equal(("sendMessage", "kk", "throttle", "not executed"), (call.GetProperty("operation").GetString(), call.GetProperty("language").GetString(), call.GetProperty("fault").GetString(), call.GetProperty("outcome").GetString()));
    }

    [Theory]
    [InlineData("telegram", "explode")]
    [InlineData("myspace", "fail")]
    public async Task Unknown_kinds_and_networks_are_refused(string network, string kind)
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await sandbox.Http.PostAsJsonAsync("/control/faults", new { faults = new[] { new { network, kind } } })).StatusCode);
    }
}
