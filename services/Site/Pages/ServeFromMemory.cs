using System.Globalization;
using Akorda.Site.Layout;
using Akorda.Site.Search;
using Akorda.Texts;
using Microsoft.AspNetCore.Http;

namespace Akorda.Site.Pages;

/// <summary>Answers readers: one look-up by path, and the bytes are there. No routing, no authentication, nothing that could fail with the newsroom.</summary>
public sealed class ServeFromMemory
{
    private const string Health = "/health/";
    private const string Print = "/print";

    private static readonly string[] PictureTypes = ["image/webp", "image/jpeg"];

    private readonly Shown shown;
    private readonly SearchPage search;
    private readonly PictureFolder pictures;
    private readonly SiteSettings settings;
    private readonly AnswerHeaders.Kinds headers;
    private readonly Answer notAllowed;
    private readonly Dictionary<string, Answer> notFound;
    private readonly Dictionary<string, AnswerHeaders> pictureHeaders;

    public ServeFromMemory(Shown shown, SearchPage search, PictureFolder pictures, SiteSettings settings, Frame frame, AnswerHeaders.Kinds headers)
    {
        (this.shown, this.search, this.pictures, this.settings, this.headers) = (shown, search, pictures, settings, headers);
        notAllowed = Answer.Of("Only GET and HEAD.\n", headers.Refusal, StatusCodes.Status405MethodNotAllowed);
        notFound = settings.Languages.ToDictionary(language => language, language => NotFoundPage(language, settings, frame, headers));
        pictureHeaders = PictureTypes.ToDictionary(type => type, headers.Picture);
    }

    /// <summary>Answers one request; those about the process's health go on to their routes.</summary>
    public Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        var path = context.Request.Path.Value ?? "/";
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            return shown.Now.Answers.TryGetValue(path, out var answer) ? answer.Value.WriteAsync(context) : HandleOthersAsync(context, path, next);
        context.Response.Headers.Allow = "GET, HEAD";
        return notAllowed.WriteAsync(context);
    }

    private Task HandleOthersAsync(HttpContext context, string path, RequestDelegate next)
    {
        if (path.StartsWith(Health, StringComparison.Ordinal))
        {
            headers.Health.WriteTo(context.Response.Headers);
            return next(context);
        }
        if (path.StartsWith("/media/", StringComparison.Ordinal) && shown.Now.Pictures.TryGetValue(path, out var variant))
            return pictures.WriteAsync(context, path, variant, pictureHeaders[variant.ContentType]);
        var language = LanguageOf(path);
        if (language is not null && path.AsSpan(language.Length + 1) is "/search")
            return search.WriteAsync(context, language);
        if (MoveOf(path, language) is { } place)
            return Answer.MovedTo(new PathString(place).ToUriComponent() + context.Request.QueryString.ToUriComponent(), headers.Moved).WriteAsync(context);
        return (AnswerOf(path) ?? notFound[language ?? settings.FirstLanguage]).WriteAsync(context);
    }

    private string? LanguageOf(string path)
    {
        foreach (var language in settings.Languages)
            if (path.Length > language.Length && path.AsSpan(1).StartsWith(language, StringComparison.Ordinal) && (path.Length == language.Length + 1 || path[language.Length + 1] == '/'))
                return language;
        return null;
    }

    // Where a page stands that is asked for by another address.
    private string? MoveOf(string path, string? language)
    {
        // People write the country's code for the language's.
        if (path is "/kz") return "/kk/";
        if (path.StartsWith("/kz/", StringComparison.Ordinal)) return "/kk/" + path[4..];
        if (language is null) return null;
        if (!path.EndsWith('/') && shown.Now.Answers.ContainsKey(path + "/")) return path + "/";
        var canonical = CanonicalOf(path, language);
        return canonical is not null && canonical != path && shown.Now.Answers.ContainsKey(canonical) && !IsWithdrawn(path) ? canonical : null;
    }

    // A withdrawn event answers at every address that could name it, so that no other spelling shows less than the notice.
    private Answer? AnswerOf(string path) =>
        LanguageOf(path) is { } language && IsWithdrawn(path) && CanonicalOf(path, language) is { } canonical ? shown.Now.Answers.GetValueOrDefault(canonical)?.Value : null;

    private bool IsWithdrawn(string path) =>
        NumberIn(path) is { } number && shown.Now.Events.TryGetValue(number, out var rendered) && rendered.Publication.Withdrawn;

    private string? CanonicalOf(string path, string language)
    {
        if (NumberIn(path) is not { } number || !shown.Now.Events.TryGetValue(number, out var rendered)) return null;
        var text = rendered.Publication.Texts.FirstOrDefault(text => text.Language == language);
        return text is null ? null : rendered.Publication.PathOf(text) + (WithoutSlash(path).EndsWith(Print, StringComparison.Ordinal) ? Print : "");
    }

    private static ReadOnlySpan<char> WithoutSlash(string path) => path.AsSpan().TrimEnd('/');

    // /{language}/{section}/{anything}-{number}, with or without /print and a last slash.
    private static long? NumberIn(string path)
    {
        var page = WithoutSlash(path);
        if (page.EndsWith(Print, StringComparison.Ordinal)) page = page[..^Print.Length];
        if (page.Count('/') != 3) return null;
        var last = page[(page.LastIndexOf('/') + 1)..];
        return long.TryParse(last[(last.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Answer NotFoundPage(string language, SiteSettings settings, Frame frame, AnswerHeaders.Kinds headers)
    {
        var labels = settings.Labels[language];
        return Answer.Of(frame.Page(new PageParts
        {
            Language = language,
            Title = labels.NotFoundTitle,
            Path = null,
            Alternates = settings.Languages.ToDictionary(each => each, each => $"/{each}/"),
            Main = Html.Of($"""
                <div class="column"><h1 class="top">{labels.NotFoundTitle}</h1><p>{labels.NotFoundText}</p><p><a class="button" href="/{language}/">{labels.Latest}</a></p></div>
                """),
        }), headers.NotFound, StatusCodes.Status404NotFound);
    }
}
