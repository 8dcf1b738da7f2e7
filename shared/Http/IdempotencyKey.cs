using System.Security.Cryptography;
using System.Text;
using Akorda.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Akorda.Http;

/// <summary>One use of the <c>Idempotency-Key</c> header: the same person, key, route and body get the first answer again, however often and however simultaneously they ask.</summary>
public sealed class IdempotencyKey
{
    private const int MaxLength = 200;
    private readonly string person;
    private readonly string key;
    private readonly byte[] digest;

    private IdempotencyKey(string person, string key, byte[] digest) => (this.person, this.key, this.digest) = (person, key, digest);

    /// <summary>Reads the header.</summary>
    /// <param name="request">Its route is part of what a key stands for.</param>
    /// <param name="person">Whose key it is; two people's equal keys are two keys.</param>
    /// <param name="body">The bytes that stand for what the request asks for; read only when there is a key.</param>
    /// <returns>Null without the header; the problem (400) of one that cannot be a key.</returns>
    public static (IdempotencyKey? Key, ProblemHttpResult? Problem) Read(HttpRequest request, string person, Func<byte[]> body)
    {
        if (request.Headers["Idempotency-Key"] is not { Count: > 0 } given) return (null, null);
        var key = given.ToString();
        if (given.Count > 1 || key.Length is 0 or > MaxLength || key.Any(letter => letter is < ' ' or > '~'))
            return (null, Problems.Of(400, "malformed", "The request cannot be read", $"Idempotency-Key holds 1 to {MaxLength} printable ASCII characters, once."));
        var route = Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n");
        return (new IdempotencyKey(person, key, SHA256.HashData([.. route, .. body()])), null);
    }

    /// <summary>The answer that this key got before; 422 where it got one for another body; null where it is new.</summary>
    public async Task<IResult?> FindAnswerAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var kept = await connection.FindAsync(
            "select request_digest, status, location, etag, body from http.idempotency_key where person = $1 and key = $2",
            [person, key],
            row => (Digest: row.GetFieldValue<byte[]>(0), Answer: new KeptAnswer(row.GetInt32(1), row.NullableText("location"), row.NullableText("etag"), row.GetString(4))),
            ct);
        if (kept.Answer is null) return null;
        return kept.Digest.AsSpan().SequenceEqual(digest) ? kept.Answer : Problems.KeyReused();
    }

    /// <summary>Keeps the answer in the act's own transaction.</summary>
    /// <returns>False when another request with this key was faster: then nothing may be committed, and <see cref="FindAnswerAsync"/> has its answer.</returns>
    public async Task<bool> KeepAsync(NpgsqlConnection connection, KeptAnswer answer, CancellationToken ct) =>
        // Two at once: the second waits here until the first has committed or failed.
        await connection.ExecuteAsync(
            """
            insert into http.idempotency_key (person, key, request_digest, status, location, etag, body)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (person, key) do nothing
            """,
            [person, key, digest, answer.Status, answer.Location, answer.ETag, answer.Body], ct) == 1;

    /// <summary>Forgets keys older than a week.</summary>
    public static Task ForgetOldAsync(NpgsqlDataSource db, CancellationToken ct) =>
        db.ExecuteAsync("delete from http.idempotency_key where created_at < now() - interval '7 days'", [], ct);
}

/// <summary>An answer whose exact bytes are kept, so that a repeated request gets them again.</summary>
/// <param name="Body">JSON.</param>
public sealed record KeptAnswer(int Status, string? Location, string? ETag, string Body) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        if (Location is not null) response.Headers.Location = Location;
        if (ETag is not null) response.Headers.ETag = ETag;
        await response.WriteAsync(Body, httpContext.RequestAborted);
    }
}
