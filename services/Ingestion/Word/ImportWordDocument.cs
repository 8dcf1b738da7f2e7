using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akorda.Http;
using Akorda.Ingestion.Drafts;
using Akorda.Ingestion.Media;
using Akorda.Ingestion.WorkingCopies;
using Akorda.Messaging;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akorda.Ingestion.Word;

/// <summary>An editor brings a text in a Word file. It becomes a draft where it makes a whole one, and else what they have in hand of a new one.</summary>
public static class ImportWordDocument
{
    /// <summary>Names what of the file was left out: <c>notes</c>, <c>pictures</c>, <c>objects</c>.</summary>
    public const string LeftOutHeader = "Import-Left-Out";

    private const int MaxFile = 50 * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // The capital's day, wherever the server stands.
    private static readonly TimeZoneInfo Almaty = TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty");

    // A file unfolds into two hundred megabytes: they take turns.
    private static readonly SemaphoreSlim Reading = new(1);

    /// <summary>The working copy that the text became, because no draft may be as it is.</summary>
    /// <param name="WorkingCopy">True: nothing was created.</param>
    public sealed record InHand(bool WorkingCopy, DateTimeOffset SavedAt, UnfinishedDraft Draft);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/drafts/import", Handle)
        .RequireAuthorization(Roles.Editor)
        .WithName("ImportWordDocument")
        .WithSummary("Import a .docx up to 50 MiB, as the multipart field 'file': a draft, or the caller's working copy of a new one where something is missing")
        .WithGroupName(IngestionModule.Key)
        .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxFile + UploadedFile.MaxAround))
        .Produces<DraftView>(201)
        .Produces<InHand>()
        .ProducesProblem(400).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
        .WithRequestTimeout(Longest);

    private static async Task<IResult> Handle(
        string? language, string? section, string? rubric, string? occurredOn, HttpContext http, CurrentUser user,
        [FromKeyedServices(IngestionModule.Key)] Outbox outbox, Vocabulary vocabulary, IOptions<JsonOptions> json, TimeProvider clock, CancellationToken ct)
    {
        if (language is null || !vocabulary.Languages.Contains(language)) return Problems.BadQuery("language", $"must be one of {string.Join(", ", vocabulary.Languages)}");
        if (section is not null && vocabulary.Sections.All(known => known.Id != section)) return Problems.BadQuery("section", "is not a section of the site");
        var rubrics = (section is null ? vocabulary.Sections[0] : vocabulary.Sections.First(known => known.Id == section)).Rubrics;
        if (rubric is not null && rubrics.All(known => known.Id != rubric)) return Problems.BadQuery("rubric", "is not a rubric of this section");
        if (occurredOn is not null && !DateOnly.TryParseExact(occurredOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return Problems.BadQuery("occurredOn", "must be a date (YYYY-MM-DD)");

        var (file, refused) = await UploadedFile.ReadAsync(http.Request, MaxFile, "A Word file is at most 50 MiB.", ct);
        if (file is null) return refused ?? throw new InvalidOperationException("Without a file there is a problem.");
        if (!WordFile.IsZip(file.Bytes) || file.Name?.EndsWith(".docx", StringComparison.OrdinalIgnoreCase) == false)
            return Problems.Of(415, "unsupported-media-type", "The file is no .docx", "Save it as a Word document (.docx) without a password.");
        var (key, unusable) = IdempotencyKey.Read(http.Request, user.Person.Id, () => SHA256.HashData([.. Encoding.UTF8.GetBytes(http.Request.QueryString.Value ?? ""), .. file.Bytes]));
        if (unusable is not null) return unusable;

        var (read, fault) = await ReadAsync(file.Bytes, clock, ct);
        if (read is null) return UploadedFile.Invalid(fault ?? "cannot be read as a Word document");
        if (PlainText.FaultOfText(read.Text.Body, Draft.Body) is { } tooLong) return UploadedFile.Invalid("has a text that " + tooLong);
        var draft = new UnfinishedDraft
        {
            Language = language,
            Section = section ?? vocabulary.Sections[0].Id,
            Rubric = rubric ?? (rubrics is [var first, ..] ? first.Id : null),
            OccurredOn = occurredOn ?? TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Almaty).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Title = read.Text.Title,
            Body = read.Text.Body,
            Media = [.. read.Pictures.Select(picture => new UnfinishedMedia { Id = picture.Id, Alt = picture.Alt })],
        };
        if (read.LeftOut.Count > 0) http.Response.Headers[LeftOutHeader] = string.Join(", ", read.LeftOut);
        return await KeepAsync(draft, read.Pictures, key, http, user, outbox, vocabulary, json.Value.SerializerOptions, clock, ct);
    }

    private static async Task<IResult> KeepAsync(
        UnfinishedDraft draft, IReadOnlyList<(Guid Id, string Alt, Photograph Photograph)> pictures, IdempotencyKey? key, HttpContext http, CurrentUser user,
        Outbox outbox, Vocabulary vocabulary, JsonSerializerOptions json, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        if (key is not null && await key.FindAnswerAsync(act.Connection, ct) is { } earlier) return earlier;
        foreach (var (id, _, photograph) in pictures) await NewMedia.InsertAsync(act, id, photograph, user.Person, ct);

        var faults = new Faults();
        var content = Draft.Check(draft.ToRequest(faults), new Draft.Known(vocabulary, pictures.Select(picture => picture.Id).ToHashSet(), []), faults);
        KeptAnswer answer;
        if (faults.None)
        {
            var created = await NewDraft.InsertAsync(act, content, user.Person, inHandOf: null, clock.GetUtcNow(), ct);
            answer = new KeptAnswer(201, $"/api/drafts/{created.Id}", ETags.Of(1), JsonSerializer.Serialize(created, json));
        }
        else
        {
            // What they had in hand before is lost only where If-Match says that it may be.
            var (copy, problem) = await WorkingCopy.SaveAsync(act, WorkingCopy.NotCreated, user.Person.Id, null, draft, http.Request, ct);
            if (copy is null) return problem ?? throw new InvalidOperationException("Without a copy there is a problem.");
            answer = new KeptAnswer(200, null, ETags.Of(copy.Version), JsonSerializer.Serialize(new InHand(true, copy.SavedAt, copy.Draft), json));
        }
        if (key is not null && !await key.KeepAsync(act.Connection, answer, ct))
            return await key.FindAnswerAsync(act.Connection, ct) ?? throw new InvalidOperationException("The answer of an idempotency key was forgotten while it was waited for.");
        await act.CommitAsync(ct);
        return answer;
    }

    private static async Task<(ReadFile? File, string? Fault)> ReadAsync(byte[] file, TimeProvider clock, CancellationToken ct)
    {
        await Reading.WaitAsync(ct);
        try
        {
            var (text, fault) = WordFile.Read(file, () => Guid.CreateVersion7(clock.GetUtcNow()), ct);
            if (text is null) return (null, fault);
            var leftOut = new SortedSet<string>(text.LeftOut, StringComparer.Ordinal);
            var pictures = new List<(Guid, string, Photograph)>();
            foreach (var picture in text.Pictures)
            {
                var unfolded = Photograph.ContentTypeOf(picture.Bytes) is { } contentType ? (await NewMedia.UnfoldAsync(picture.Bytes, contentType, ct)).Photograph : null;
                if (unfolded is null) leftOut.Add(WordText.LeftOutPictures);
                else pictures.Add((picture.Id, picture.Alt, unfolded));
            }
            var kept = pictures.Select(picture => picture.Item1).ToHashSet();
            TextBlock[] blocks = [.. text.Blocks.Where(block => block is not TextBlock.Picture picture || kept.Contains(picture.Id))];
            return blocks.Length == 0 ? (null, "holds no words") : (new ReadFile(ImportedText.Of(blocks, text.Title), pictures, leftOut), null);
        }
        finally
        {
            Reading.Release();
        }
    }

    private sealed record ReadFile(ImportedText Text, IReadOnlyList<(Guid Id, string Alt, Photograph Photograph)> Pictures, IReadOnlySet<string> LeftOut);
}
