using Akorda.Contracts.Drafts;
using Akorda.Contracts.Timeline;
using Akorda.Hosting;

namespace Akorda.Messaging.Tests;

/// <summary>A module with the least that can go wrong: it writes a row for each message, and answers a withdrawal with a step.</summary>
public sealed class Mill(string name = "mill") : IServiceModule
{
    string IServiceModule.Name => name;

    /// <summary>What a test wants to happen while a message is handled.</summary>
    public Func<StepRecorded, Incoming, Task> Handling { get; set; } = (_, _) => Task.CompletedTask;

    public void AddServices(ModuleServices module)
    {
        module.AddDatabase([typeof(Mill).Assembly]);
        module.AddMessages(new Consumers()
            .On<StepRecorded>(step => step.EventId, HandleStep)
            .On<DraftWithdrawn>(draft => draft.EventId, HandleWithdrawal));
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }

    /// <summary>A step to send.</summary>
    public static StepRecorded Step(string step, Guid? eventId = null) => new()
    {
        EventId = eventId ?? Guid.CreateVersion7(),
        At = DateTimeOffset.UnixEpoch,
        Step = step,
        Language = null,
        Actor = null,
        Detail = null,
    };

    private async Task<Effects> HandleStep(StepRecorded step, Incoming incoming, CancellationToken ct)
    {
        await Handling(step, incoming);
        return Done(incoming, step.EventId, step.Step);
    }

    private static Task<Effects> HandleWithdrawal(DraftWithdrawn draft, Incoming incoming, CancellationToken ct) =>
        Task.FromResult(Done(incoming, draft.EventId, "withdrawn").Send(Step("after-withdrawal", draft.EventId), incoming.Urgency));

    private static Effects Done(Incoming incoming, Guid eventId, string step) =>
        new Effects().Run("insert into mill.done (message_id, event_id, step) values ($1, $2, $3)", incoming.MessageId, eventId, step);
}
