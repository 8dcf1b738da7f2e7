using System.Diagnostics;

namespace Akorda.Messaging.Tests;

public sealed class ATrace
{
    [Fact]
    public async Task It_leads_from_the_act_through_every_message()
    {
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name is "Akorda.Messaging" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        TaskCompletionSource<ActivityTraceId> seen = new();
        await using var mill = await MillHost.StartAsync((step, _, _) =>
        {
            if (step.Step == "after-withdrawal") seen.TrySetResult(Activity.Current?.TraceId ?? default);
            return Task.CompletedTask;
        });
        using ActivitySource source = new("test");
        ActivityTraceId begun;
        using (var click = source.StartActivity("an editor's click"))
        {
            begun = click!.TraceId;
            await mill.Probe.SendAsync(Mill.Withdrawal());
        }
        Assert.Equal(begun, await seen.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
