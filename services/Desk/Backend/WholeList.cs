namespace Akorda.Desk.Backend;

/// <summary>Lists that a screen shows in an order of its own, and therefore reads whole.</summary>
internal static class WholeList
{
    // The services answer the newest first. Nobody works through more than this at one sitting; a screen of more would only be slow.
    private const int MostPages = 10;

    /// <summary>The whole list behind a path; the problem, where one of its pages has one.</summary>
    public static async Task<Answer<Listed<T>>> GetWholeAsync<T>(this Newsroom newsroom, string path, CancellationToken ct)
    {
        List<T> items = [];
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await newsroom.GetAsync<Listed<T>>($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=100{(next is null ? "" : "&cursor=" + next)}", ct);
            if (answer.Value is not { } list) return answer;
            items.AddRange(list.Items);
            next = list.Next;
            if (next is null) break;
        }
        return new Answer<Listed<T>>(200, new Listed<T>(items, next), null, null);
    }
}
