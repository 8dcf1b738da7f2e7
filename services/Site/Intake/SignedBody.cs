using Akorda.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Akorda.Site.Intake;

/// <summary>A body whose exact bytes are signed.</summary>
internal static class SignedBody
{
    /// <summary>Reads the whole body, at most so many bytes.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int most, CancellationToken ct)
    {
        // The process's own limit is that of a draft; three languages of one together with their proofs are larger.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    /// <summary>401: it is not signed by the Publisher.</summary>
    public static ProblemHttpResult Refusal() => Problems.Of(401, "not-signed", "The signature is missing or is not the Publisher's");
}
