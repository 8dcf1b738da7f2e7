using System.Security.Cryptography;
using System.Text.Json;
using Akorda.Approvals;
using Akorda.Contracts.Site;
using Akorda.Http;
using Akorda.Postgres;
using Akorda.Site.Layout;
using Akorda.Site.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Site.Intake;

/// <summary>The Publisher pushes the whole public state of one event; the Site checks every proof again and shows it, all languages at once. Harmless to repeat.</summary>
public static class AcceptPublication
{
    /// <summary>The header with the Publisher's detached signature over the body's bytes.</summary>
    public const string SignatureHeader = "Akorda-Signature";

    /// <summary>The type of that signature.</summary>
    public const string SignatureType = "publication+jws";

    private const int MaxBody = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Form = MakeForm();

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/publications/{eventId:guid}", Handle)
        .WithName("AcceptPublication")
        .WithSummary("Show an event as it is now")
        .ExcludeFromDescription();

    private static async Task<Results<Ok<PublicationAccepted>, ProblemHttpResult>> Handle(
        Guid eventId, HttpRequest request, SiteSettings settings, EventPages pages, Publications publications, Shown shown, PictureFolder pictures,
        [FromKeyedServices(SiteModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        var body = await SignedBody.ReadAsync(request, MaxBody, ct);
        if (!Jws.VerifyDetached(body, request.Headers[SignatureHeader].ToString(), SignatureType, settings.PublisherKeys)) return SignedBody.Refusal();
        var push = JsonSerializer.Deserialize<PublicationPush>(body, Form) ?? throw new JsonException("The body is null.");
        if (push.EventId != eventId) return Problems.Of(422, "invalid", "The push is not accepted", "The body is about another event than the address.");
        var (texts, refusal) = ProveTexts.Read(push, settings);
        if (refusal is not null) return Problems.Of(422, "not-proven", "The push is not accepted", refusal);

        try
        {
            return await ShowAsync(push, texts, body, pages, publications, shown, pictures, db, ct);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "number_is_free" })
        {
            return Problems.Of(409, "number-taken", "The push is not accepted", $"Another event is shown under the number {push.Number}.");
        }
    }

    private static async Task<Results<Ok<PublicationAccepted>, ProblemHttpResult>> ShowAsync(
        PublicationPush push, IReadOnlyList<ProvenText> texts, byte[] body, EventPages pages, Publications publications, Shown shown, PictureFolder pictures,
        NpgsqlDataSource db, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (media, missing) = await Media.FindAsync(connection, texts, ct);
        if (missing is not null && !push.Withdrawn) return Problems.Of(409, "media-missing", "A photograph is not here", missing);
        var audit = Audit.Of("publisher", push.Withdrawn ? "publication-withdrawn" : "publication-shown", $"{push.EventId:D}",
            $"version {push.Version}, revision {push.Revision}, sha256 {Convert.ToHexStringLower(SHA256.HashData(body))}");
        if (await Publications.WriteAsync(connection, push, texts, media, audit, ct) is not { } written)
            return await AnswerStandingAsync(push, texts, connection, publications, shown, ct);
        // Rendered before it is kept: what cannot be rendered is not accepted.
        var rendered = pages.Render(written);
        foreach (var entry in rendered.Entries) _ = entry.FeedItem.Value;
        await pictures.FetchAsync(written.Media.Values, ct);
        await transaction.CommitAsync(ct);
        // It is accepted; whether the Publisher still listens changes nothing.
        await shown.ShowAsync([rendered]);
        return TypedResults.Ok(new PublicationAccepted { Version = push.Version, VisibleAt = written.VisibleAt });
    }

    // Nothing was written: this version or a newer one stands already, or it may not be shown.
    private static async Task<Results<Ok<PublicationAccepted>, ProblemHttpResult>> AnswerStandingAsync(
        PublicationPush push, IReadOnlyList<ProvenText> texts, NpgsqlConnection connection, Publications publications, Shown shown, CancellationToken ct)
    {
        var standing = await connection.FindAsync(
            "select number, version, withdrawn, visible_at from site.publication where event_id = $1", [push.EventId],
            row => new { Number = row.GetInt64(0), Version = row.GetInt64(1), Withdrawn = row.GetBoolean(2), VisibleAt = row.GetFieldValue<DateTimeOffset>(3) }, ct);
        if (standing is not null && standing.Number != push.Number)
            return Problems.Of(409, "number-differs", "The push is not accepted", $"The event is shown under the number {standing.Number}.");
        if (standing is not null && standing.Version >= push.Version)
        {
            // Another process of the Site may have accepted it.
            if (shown.Now.VersionOf(push.Number) < standing.Version) await publications.ShowAsync(push.EventId, ct);
            return TypedResults.Ok(new PublicationAccepted { Version = standing.Version, VisibleAt = standing.VisibleAt });
        }
        return standing is { Withdrawn: true }
            ? Problems.Of(409, "withdrawn", "The push is not accepted", "What was withdrawn is never shown again; a new event is.")
            : Problems.Of(409, "embargoed", "The push is not accepted", $"Nothing of it is public before {texts.Max(text => text.Document.EmbargoUntil):O}.");
    }

    private static JsonSerializerOptions MakeForm()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StrictJson.Apply(options);
        return options;
    }
}
