using Akorda.Http;
using Akorda.Messaging;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Hosting;

/// <summary>An administrator decides about many failed messages at once: those that were picked, or a whole group that failed in one way. Each is an act of its own in the audit.</summary>
internal sealed class SettleFailedMessages(string module)
{
    private const int MostIds = 1_000;
    private const int LongestReason = 4_000;

    /// <summary>Either ids, or the consumer and the error of a group as the list of groups shows them.</summary>
    public sealed record Retrying(IReadOnlyList<Guid>? Ids = null, string? Consumer = null, string? Error = null);

    /// <summary>Which, likewise, and why they need no further attempt.</summary>
    public sealed record Archiving(string Reason, IReadOnlyList<Guid>? Ids = null, string? Consumer = null, string? Error = null);

    /// <summary>What became of it.</summary>
    /// <param name="Messages">How many were changed; at most 10,000 at once, the rest of a larger group when it is asked again.</param>
    public sealed record Answer(int Messages);

    // In the order of their ids, as everybody who takes several of these rows. A group is what still waits for a person.
    private const string ChosenSql =
        """
        with chosen as (
            select failed_message_id
              from messaging.failed_message
             where state = 'failed' and consumer = $2 and split_part(error, E'\n', 1) = $3
                or state in ('waiting', 'failed') and failed_message_id = any ($4)
             order by failed_message_id
             limit 10000
               for update),
        """;

    private const string RetrySql =
        $"""
        {ChosenSql}
        changed as (
            update messaging.failed_message
               set state = 'waiting', attempts = 0, due_at = clock_timestamp()
             where failed_message_id in (select failed_message_id from chosen)
            returning failed_message_id, consumer)
        insert into audit.act (actor, act, subject, detail)
        select $1, 'failed-message-retried', failed_message_id::text, consumer
          from changed
        """;

    private const string ArchiveSql =
        $"""
        {ChosenSql}
        changed as (
            update messaging.failed_message
               set state = 'archived', due_at = null, reason = $5
             where failed_message_id in (select failed_message_id from chosen)
            returning failed_message_id, reason)
        insert into audit.act (actor, act, subject, detail)
        select $1, 'failed-message-archived', failed_message_id::text, reason
          from changed
        """;

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup($"/api/{module}/failed-messages").RequireAuthorization(Roles.Administrator).WithGroupName(module);
        group.MapPost("retry", Retry).WithName($"RetryFailedMessagesOf-{module}").WithSummary("Try failed messages again").ProducesProblem(422);
        group.MapPost("archive", Archive).WithName($"ArchiveFailedMessagesOf-{module}").WithSummary("Put failed messages away").ProducesProblem(422);
    }

    private async Task<Results<Ok<Answer>, ProblemHttpResult>> Retry(Retrying request, CurrentUser user, IServiceProvider services, CancellationToken ct)
    {
        var faults = FaultsOf(request.Ids, request.Consumer, request.Error);
        if (!faults.None) return Problems.Invalid(faults);
        return TypedResults.Ok(await ChangeAsync(services, RetrySql, [user.Person.Id, request.Consumer ?? "", request.Error ?? "", IdsOf(request.Ids)], ct));
    }

    private async Task<Results<Ok<Answer>, ProblemHttpResult>> Archive(Archiving request, CurrentUser user, IServiceProvider services, CancellationToken ct)
    {
        var faults = FaultsOf(request.Ids, request.Consumer, request.Error);
        faults.AddIf("$.reason", PlainText.IsBlank(request.Reason) ? "must not be blank" : PlainText.FaultOfText(request.Reason, LongestReason));
        if (!faults.None) return Problems.Invalid(faults);
        return TypedResults.Ok(await ChangeAsync(services, ArchiveSql, [user.Person.Id, request.Consumer ?? "", request.Error ?? "", IdsOf(request.Ids), PlainText.Normalize(request.Reason)], ct));
    }

    private async Task<Answer> ChangeAsync(IServiceProvider services, string sql, object?[] args, CancellationToken ct)
    {
        await using var act = await services.GetRequiredKeyedService<Outbox>(module).BeginAsync(ct);
        var changed = await act.ExecuteAsync(sql, args, ct);
        await act.CommitAsync(ct);
        return new Answer(changed);
    }

    private static Faults FaultsOf(IReadOnlyList<Guid>? ids, string? consumer, string? error)
    {
        var faults = new Faults();
        if (ids is not null == (consumer is not null || error is not null)) faults.Add("$", "names either ids, or the consumer and the error of a group");
        else if (ids is null && consumer is null) faults.Add("$.consumer", "is needed beside the error");
        else if (ids is null && error is null) faults.Add("$.error", "is needed beside the consumer");
        if (ids is { Count: 0 or > MostIds }) faults.Add("$.ids", $"must be 1 to {MostIds}");
        return faults;
    }

    private static Guid[] IdsOf(IReadOnlyList<Guid>? ids) => [.. ids ?? []];
}
