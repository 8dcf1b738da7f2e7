using Akorda.Postgres;
using Akorda.Site.Layout;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Npgsql;

namespace Akorda.Site.Pages;

/// <summary>The photographs of released events as files, so that they are read without the database. The database has them too, and gives back what the folder lost.</summary>
public sealed class PictureFolder([FromKeyedServices(SiteModule.Key)] NpgsqlDataSource db, SiteSettings settings)
{
    /// <summary>Fetches what the folder has not, before readers may ask for it.</summary>
    public async Task FetchAsync(IEnumerable<Medium> media, CancellationToken ct)
    {
        foreach (var medium in media)
        {
            foreach (var variant in medium.Variants)
            {
                var file = FileOf(medium.Id, variant.Name);
                if (File.Exists(file) && new FileInfo(file).Length == variant.Length) continue;
                var bytes = await db.FindAsync(
                    "select bytes from site.variant where medium_id = $1 and name = $2", [medium.Id, variant.Name], row => row.GetFieldValue<byte[]>(0), ct)
                    ?? throw new InvalidDataException($"The database has no {variant.Name} of {medium.Id}.");
                await KeepAsync(medium.Id, variant.Name, bytes, ct);
            }
        }
    }

    /// <summary>Writes one size to its file.</summary>
    public async Task KeepAsync(Guid id, string name, byte[] bytes, CancellationToken ct)
    {
        Directory.CreateDirectory(settings.PictureFolder);
        // Under its own name only when it is whole: a reader never meets half a picture.
        var part = FileOf(id, $"{Guid.CreateVersion7():N}.part");
        await File.WriteAllBytesAsync(part, bytes, ct);
        File.Move(part, FileOf(id, name), overwrite: true);
    }

    /// <summary>Sends a picture that readers may see.</summary>
    public Task WriteAsync(HttpContext context, string path, Variant variant, AnswerHeaders headers)
    {
        var response = context.Response;
        headers.WriteTo(response.Headers);
        // The address is the identity: bytes never change under it.
        StringValues tag = $"\"{path}\"";
        response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch is { Count: > 0 } known && (known == tag || known == "*"))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentLength = variant.Length;
        var parts = path.Split('/');
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.SendFileAsync(FileOf(Guid.Parse(parts[2]), variant.Name), context.RequestAborted);
    }

    private string FileOf(Guid id, string name) => Path.Combine(settings.PictureFolder, $"{id:N}-{name}");
}
