using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Akorda.Http;

/// <summary>A page of a list and the cursor to the next.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">What to send as <c>cursor</c> for the following page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Keyset paging: a cursor holds the last row's sort key, so that a list which grows is neither repeated nor skipped.</summary>
/// <param name="After">The last row of the page before; null for the first page.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record Paging(Guid? After, int Limit)
{
    /// <summary>Rows on a page when the request does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Reads <c>cursor</c> and <c>limit</c>; the lists of this product sort by a UUIDv7, which is its creation time.</summary>
    /// <returns>The paging, or the problem (400) of a bad value.</returns>
    public static (Paging? Paging, ProblemHttpResult? Problem) Read(HttpRequest request)
    {
        var limit = DefaultLimit;
        if (request.Query["limit"] is { Count: > 0 } given
            && !(int.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= 100))
            return (null, Problems.BadQuery("limit", "must be a number from 1 to 100"));
        if (request.Query["cursor"] is not { Count: > 0 } cursor) return (new Paging(null, limit), null);
        return FromCursor(cursor.ToString()) is { } after ? (new Paging(after, limit), null) : (null, Problems.BadQuery("cursor", "is not one that a list answered"));
    }

    /// <summary>Makes the page from one row more than asked for, which tells whether another page follows.</summary>
    public Page<T> PageOf<T>(IReadOnlyList<T> rows, Func<T, Guid> key) => rows.Count > Limit
        ? new Page<T>([.. rows.Take(Limit)], CursorOf(key(rows[Limit - 1])))
        : new Page<T>(rows, null);

    /// <summary>What a following page begins after.</summary>
    public static string CursorOf(Guid after) => WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes("after:" + after.ToString("N")));

    private static Guid? FromCursor(string cursor)
    {
        try
        {
            var text = Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(cursor));
            return text.StartsWith("after:", StringComparison.Ordinal) && Guid.TryParseExact(text[6..], "N", out var after) ? after : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
