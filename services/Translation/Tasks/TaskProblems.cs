using Akorda.Contracts;
using Akorda.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Akorda.Translation.Tasks;

/// <summary>Why an act on a task is refused.</summary>
public static class TaskProblems
{
    public static ProblemHttpResult NotFound() => Problems.NotFound("translation task");

    /// <summary>The act needs somebody who translates into the task's language.</summary>
    public static ProblemHttpResult OtherLanguage(TranslationTask task) =>
        Problems.Of(403, "not-your-language", "You do not translate into this language", $"The task is for '{task.Language}'.");

    /// <summary>The task's state, or somebody else's hold on it, forbids the act.</summary>
    public static ProblemHttpResult Refused(TranslationTask task, Person person) => task.State switch
    {
        TaskState.Superseded => Problems.Of(409, "superseded", "The task is superseded", "A newer revision was submitted, or the event was withdrawn."),
        TaskState.Completed => Problems.Of(409, "task-completed", "The task is completed"),
        TaskState.Claimed when task.Holder is { } holder && holder.Id != person.Id =>
            Problems.Of(409, "task-held", "Someone else is translating this", $"{holder.Name} holds the task."),
        _ => Problems.Of(409, "task-not-claimed", "Nobody holds the task", "Claim it first."),
    };
}
