namespace Akorda.Contracts;

/// <summary>How urgent an event is; a header of every message, so that an urgent event overtakes a backlog.</summary>
public static class Urgency
{
    public const string Routine = "routine";
    public const string Urgent = "urgent";
    public const string Flash = "flash";

    /// <summary>All values, the least urgent first.</summary>
    public static readonly IReadOnlyList<string> All = [Routine, Urgent, Flash];
}
