using Akorda.Http;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Translation.Tasks;

/// <summary>The tasks, the newest first.</summary>
public static class ListTasks
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/translations", Handle)
        .RequireAuthorization(Roles.Translator)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(ListTasks))
        .WithSummary("Translation tasks, the newest first");

    private static async Task<Results<Ok<Page<TaskSummary>>, ProblemHttpResult>> Handle(
        string? language, string? state, HttpRequest request, Vocabulary vocabulary,
        [FromKeyedServices(TranslationModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        if (language is not null && !vocabulary.Languages.Contains(language))
            return Problems.BadQuery("language", $"must be one of {string.Join(", ", vocabulary.Languages)}");
        if (state is not null && !TaskState.All.Contains(state))
            return Problems.BadQuery("state", $"must be one of {string.Join(", ", TaskState.All)}");
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem!;   // one of the two is always there

        var filter = new Filter();
        var order = filter.NewestFirst("t.task_id", paging.After, ("t.language", language), ("t.state", state));
        var tasks = await db.QueryAsync(
            $"""
            select {TranslationTask.Columns},
                   {CountColumns}
              from translation.task t
              join translation.source s using (event_id, revision)
             where {filter}
             order by {order}
             limit {filter.Parameter(paging.Limit + 1)}
            """, filter.Args, Read, ct);
        return TypedResults.Ok(paging.PageOf(tasks, task => task.Id));
    }

    private static TaskSummary Read(NpgsqlDataReader row) => TaskSummary.Of(
        TranslationTask.Read(row), row.Nullable<DateTimeOffset>("embargo_until"), new Progress(row.GetInt32(row.GetOrdinal("segments")), row.GetInt32(row.GetOrdinal("done"))));

    // Counted for the rows of a page only. The embargo is cut out of the canonical document: within its words a quotation mark would be escaped.
    private const string CountColumns =
        """
        substring(s.document from '"embargoUntil":"([^"]*)"')::timestamptz as embargo_until,
                   jsonb_array_length(s.segments) as segments,
                   (select count(*)::int
                      from jsonb_to_recordset(s.segments) as g(id text, text text)
                      join translation.target x on x.task_id = t.task_id and x.segment_id = g.id and x.translated_source = g.text) as done
        """;
}
