using System.Security.Cryptography;
using Akorda.Contracts;
using Akorda.Messaging;
using Akorda.Postgres;

namespace Akorda.Ingestion.Media;

/// <summary>How a picture becomes a photograph of the newsroom, whatever file it came in.</summary>
internal static class NewMedia
{
    // One picture unfolds into a quarter of a gigabyte: they take turns.
    private static readonly SemaphoreSlim Unfolding = new(1);

    /// <summary>Makes it anew from its pixels.</summary>
    /// <returns>The photograph, or why these bytes are none.</returns>
    public static async Task<(Photograph? Photograph, string? Fault)> UnfoldAsync(byte[] file, string contentType, CancellationToken ct)
    {
        await Unfolding.WaitAsync(ct);
        try
        {
            return Photograph.Read(file, contentType);
        }
        finally
        {
            Unfolding.Release();
        }
    }

    /// <summary>Keeps it.</summary>
    public static async Task InsertAsync(Act act, Guid id, Photograph photograph, Person by, CancellationToken ct)
    {
        await act.ExecuteAsync(
            InsertSql,
            [id, photograph.ContentType, photograph.Width, photograph.Height, Convert.ToHexStringLower(SHA256.HashData(photograph.Bytes)), photograph.Bytes, Json.Parameter(by)], ct);
        act.Record(by.Id, "media-uploaded", id.ToString());
    }

    private const string InsertSql =
        """
        insert into ingestion.media (media_id, content_type, width, height, sha256, bytes, uploaded_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        """;
}
