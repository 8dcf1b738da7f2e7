using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>The messages that no retry could save, in every module alike: an administrator looks at them, orders another attempt, or puts them away with a reason.</summary>
internal sealed class FailedMessages(string module)
{
    private const int LongestReason = 4_000;

    /// <summary>Why it needs no further attempt.</summary>
    public sealed record Archiving(string Reason);

    /// <summary>A failed message as an administrator sees it; its text stays in the database, because it may be under embargo.</summary>
    public sealed record FailedMessageView(
        Guid Id, string Consumer, string Type, Guid MessageId, string Urgency, string State, int Attempts, string Error,
        DateTimeOffset? DueAt, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt, string? Reason);

    /// <summary>Failed messages that one consumer failed on in one way: most often one cause, and one decision.</summary>
    /// <param name="Error">The first line of the error.</param>
    public sealed record Group(string Consumer, string Error, long Count, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt);

    /// <summary>The groups, the largest first; at most a hundred, so <c>next</c> is always null.</summary>
    public sealed record Groups(IReadOnlyList<Group> Items, string? Next);

    private const string GroupsSql =
        """
        select consumer, split_part(error, E'\n', 1) as first_line, count(*), min(first_failed_at), max(last_failed_at)
          from messaging.failed_message
         where state = $1
         group by consumer, first_line
         order by count(*) desc, consumer, first_line
         limit 100
        """;

    private const string SelectSql =
        "select failed_message_id, consumer, type, message_id, urgency, state, attempts, error, due_at, first_failed_at, last_failed_at, reason from messaging.failed_message";

    private const string FindSql = $"{SelectSql} where failed_message_id = $1";

    // Attempts begin anew: a person mended what was wrong, and the message deserves the same patience as a first one.
    private const string RetrySql =
        """
        update messaging.failed_message
           set state = 'waiting', attempts = 0, due_at = clock_timestamp()
         where failed_message_id = $1
           and state in ('waiting', 'failed')
        """;

    private const string ArchiveSql =
        """
        update messaging.failed_message
           set state = 'archived', due_at = null, reason = $2
         where failed_message_id = $1
           and state in ('waiting', 'failed')
        """;

    private static readonly string[] States = ["failed", "waiting", "handled", "archived"];

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup($"/api/{module}/failed-messages").RequireAuthorization(Roles.Administrator).WithGroupName(module);
        group.MapGet("", List).WithName($"ListFailedMessagesOf-{module}").WithSummary("Messages that no retry could save").ProducesProblem(400);
        group.MapGet("groups", ListGroups).WithName($"GroupFailedMessagesOf-{module}").WithSummary("What failed, by consumer and error").ProducesProblem(400);
        group.MapPost("{id:guid}/retry", Retry).WithName($"RetryFailedMessageOf-{module}").WithSummary("Try a failed message again").ProducesProblem(404).ProducesProblem(409);
        group.MapPost("{id:guid}/archive", Archive).WithName($"ArchiveFailedMessageOf-{module}").WithSummary("Put a failed message away").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private async Task<Results<Ok<Page<FailedMessageView>>, ProblemHttpResult>> List(HttpRequest request, IServiceProvider services, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem!;   // one of the two is there
        if (StateOf(request) is not { } state) return NoSuchState();
        var filter = new Filter();
        var order = filter.NewestFirst("failed_message_id", paging.After, ("state", state));
        var rows = await services.GetRequiredKeyedService<NpgsqlDataSource>(module).QueryAsync(
            $"{SelectSql} where {filter} order by {order} limit {filter.Parameter(paging.Limit + 1)}", filter.Args, Read, ct);
        return TypedResults.Ok(paging.PageOf(rows, row => row.Id));
    }

    private async Task<Results<Ok<Groups>, ProblemHttpResult>> ListGroups(HttpRequest request, IServiceProvider services, CancellationToken ct)
    {
        if (StateOf(request) is not { } state) return NoSuchState();
        var groups = await services.GetRequiredKeyedService<NpgsqlDataSource>(module).QueryAsync(GroupsSql, [state], ReadGroup, ct);
        return TypedResults.Ok(new Groups(groups, Next: null));
    }

    private async Task<Results<Ok<FailedMessageView>, ProblemHttpResult>> Retry(Guid id, CurrentUser user, IServiceProvider services, CancellationToken ct)
    {
        await using var act = await services.GetRequiredKeyedService<Outbox>(module).BeginAsync(ct);
        var changed = await act.ExecuteAsync(RetrySql, [id], ct);
        if (await act.FindAsync(FindSql, [id], Read, ct) is not { } message) return Problems.NotFound("failed message");
        if (message.State == "archived") return Problems.Of(409, "message-archived", "The message is archived", "What was archived is not tried again.");
        if (changed > 0) act.Record(user.Person.Id, "failed-message-retried", id.ToString(), message.Consumer);
        await act.CommitAsync(ct);
        return TypedResults.Ok(message);
    }

    private async Task<Results<Ok<FailedMessageView>, ProblemHttpResult>> Archive(Guid id, Archiving request, CurrentUser user, IServiceProvider services, CancellationToken ct)
    {
        var faults = new Faults();
        faults.AddIf("$.reason", PlainText.IsBlank(request.Reason) ? "must not be blank" : PlainText.FaultOfText(request.Reason, LongestReason));
        if (!faults.None) return Problems.Invalid(faults);

        await using var act = await services.GetRequiredKeyedService<Outbox>(module).BeginAsync(ct);
        var changed = await act.ExecuteAsync(ArchiveSql, [id, PlainText.Normalize(request.Reason)], ct);
        if (await act.FindAsync(FindSql, [id], Read, ct) is not { } message) return Problems.NotFound("failed message");
        if (message.State == "handled") return Problems.Of(409, "message-handled", "The message is handled", "A later attempt succeeded.");
        if (changed > 0) act.Record(user.Person.Id, "failed-message-archived", id.ToString(), message.Reason);
        await act.CommitAsync(ct);
        return TypedResults.Ok(message);
    }

    private static string? StateOf(HttpRequest request)
    {
        var state = request.Query["state"] is { Count: > 0 } given ? given.ToString() : "failed";
        return States.Contains(state) ? state : null;
    }

    private static ProblemHttpResult NoSuchState() => Problems.BadQuery("state", $"must be one of {string.Join(", ", States)}");

    private static Group ReadGroup(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4));

    private static FailedMessageView Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetGuid(3), row.GetString(4), row.GetString(5), row.GetInt32(6), row.GetString(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9), row.GetFieldValue<DateTimeOffset>(10),
        row.IsDBNull(11) ? null : row.GetString(11));
}
