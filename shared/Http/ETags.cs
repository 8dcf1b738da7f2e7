using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Akorda.Http;

/// <summary>Optimistic concurrency over HTTP (RFC 9110): the ETag names a revision, and <c>If-Match</c> must name the newest.</summary>
public static class ETags
{
    /// <summary>The ETag of a revision, quotes included.</summary>
    public static string Of(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>Compares <c>If-Match</c> with the newest revision.</summary>
    /// <returns>Null when it fits; else 428 (missing) or 412 (another revision).</returns>
    public static ProblemHttpResult? Check(HttpRequest request, long newest)
    {
        if (request.Headers.IfMatch.Count == 0) return Problems.PreconditionRequired();
        // A weak tag never matches here: If-Match compares strongly (RFC 9110, 13.1.1).
        return EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out var tags)
            && tags.Any(tag => !tag.IsWeak && (tag == EntityTagHeaderValue.Any || tag.Tag == Of(newest)))
            ? null
            : Problems.Stale();
    }
}
