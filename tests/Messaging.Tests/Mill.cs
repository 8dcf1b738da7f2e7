using Akorda.Contracts.Drafts;
using Akorda.Contracts.Timeline;
using Akorda.Hosting;

namespace Akorda.Messaging.Tests;

/// <summary>What a test wants to happen while the mill handles a step.</summary>
public delegate Task StepHandling(StepRecorded step, Incoming incoming, CancellationToken ct);

/// <summary>A module with the least that can go wrong: it writes a row for each message, and answers a withdrawal with a step.</summary>
public sealed class Mill : IServiceModule
{
    string IServiceModule.Name => "mill";

    public StepHandling? Handling { get; init; }

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

    /// <summary>A withdrawal to send; the mill answers it with the step <c>after-withdrawal</c>.</summary>
    public static DraftWithdrawn Withdrawal() => new()
    {
        EventId = Guid.CreateVersion7(),
        Revision = 1,
        Reason = "a test",
        WithdrawnBy = new Contracts.Person("dana", "Dana"),
        WithdrawnAt = DateTimeOffset.UnixEpoch,
    };

    private async Task<Effects> HandleStep(StepRecorded step, Incoming incoming, CancellationToken ct)
    {
        if (Handling is not null) await Handling(step, incoming, ct);
        return Done(incoming, step.EventId, step.Step);
    }

    private static Task<Effects> HandleWithdrawal(DraftWithdrawn draft, Incoming incoming, CancellationToken ct) =>
        Task.FromResult(Done(incoming, draft.EventId, "withdrawn").Send(Step("after-withdrawal", draft.EventId), incoming.Urgency));

    private static Effects Done(Incoming incoming, Guid eventId, string step) =>
        new Effects().Run("insert into mill.done (message_id, event_id, step) values ($1, $2, $3)", incoming.MessageId, eventId, step);
}
