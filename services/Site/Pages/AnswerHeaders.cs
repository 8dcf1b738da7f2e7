using System.Security.Cryptography;
using System.Text;
using Akorda.Site.Layout;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Akorda.Site.Pages;

/// <summary>The headers of one kind of answer, made once.</summary>
public sealed class AnswerHeaders
{
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues AcceptEncoding = "Accept-Encoding";
    private static readonly StringValues Hsts = "max-age=63072000; includeSubDomains; preload";

    private readonly StringValues contentType;
    private readonly StringValues cacheControl;
    private readonly StringValues policy;
    private readonly bool isSecure;
    private readonly KeyValuePair<string, StringValues>[] others;

    private AnswerHeaders(bool isSecure, string? contentType, string cacheControl, string policy, params IEnumerable<(string Name, string Value)> others)
    {
        this.isSecure = isSecure;
        this.contentType = contentType;
        this.cacheControl = cacheControl;
        this.policy = policy + (isSecure ? "; upgrade-insecure-requests" : "");
        this.others =
        [
            .. new[]
            {
                ("Referrer-Policy", "strict-origin-when-cross-origin"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Permissions-Policy", "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"),
                ("Origin-Agent-Cluster", "?1"),
            }.Concat(others).Select(header => new KeyValuePair<string, StringValues>(header.Item1, header.Item2)),
        ];
    }

    /// <summary>Writes them; what the answer itself knows (length, form, tag) is not among them.</summary>
    public void WriteTo(IHeaderDictionary headers)
    {
        if (contentType.Count > 0) headers.ContentType = contentType;
        headers.CacheControl = cacheControl;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = NoSniff;
        headers.Vary = AcceptEncoding;
        if (isSecure) headers.StrictTransportSecurity = Hsts;
        foreach (var (name, value) in others) headers[name] = value;
    }

    /// <summary>All kinds of answers of one site.</summary>
    public sealed class Kinds
    {
        private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; sandbox";
        private const string Brief = "public, max-age=15, stale-while-revalidate=30, stale-if-error=86400";
        private static readonly (string, string) NoIndex = ("X-Robots-Tag", "noindex");
        private static readonly (string, string) SameOrigin = ("Cross-Origin-Resource-Policy", "same-origin");
        private readonly bool secure;

        public Kinds(SiteSettings settings, string styleSheet)
        {
            secure = settings.IsSecure;
            // JSON-LD is data and runs under no policy; the one style sheet is allowed by its hash.
            var page = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(styleSheet)))}'; "
                + "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; script-src 'none'; frame-ancestors 'none'; "
                + "require-trusted-types-for 'script'";
            AnswerHeaders Html(string cacheControl, params IEnumerable<(string, string)> more) =>
                new(secure, "text/html; charset=utf-8", cacheControl, page, more.Prepend(SameOrigin));

            EventPage = Html("public, max-age=30, stale-while-revalidate=30, stale-if-error=86400");
            Listing = Html(Brief);
            PrintPage = Html(Brief, NoIndex);
            NotFound = Html("public, max-age=15", NoIndex);
            Gone = Html("public, max-age=60", NoIndex);
            Search = Html("no-store", NoIndex);
            Moved = new AnswerHeaders(secure, null, "public, max-age=300", Nothing, SameOrigin);
            Text = Machine("text/plain; charset=utf-8", "public, max-age=300");
            Rss = Machine("application/rss+xml; charset=utf-8", "public, max-age=60");
            Atom = Machine("application/atom+xml; charset=utf-8", "public, max-age=60");
            JsonFeed = Machine("application/feed+json; charset=utf-8", "public, max-age=60");
            Sitemap = Machine("application/xml; charset=utf-8", "public, max-age=60");
            Emblem = Machine("image/svg+xml", "public, max-age=86400");
            Card = Machine("image/png", "public, max-age=86400");
            Refusal = Machine("text/plain; charset=utf-8", "no-store");
            Health = Machine(null, "no-store");
        }

        public AnswerHeaders EventPage { get; }
        public AnswerHeaders Listing { get; }
        public AnswerHeaders PrintPage { get; }
        public AnswerHeaders NotFound { get; }
        public AnswerHeaders Gone { get; }
        public AnswerHeaders Search { get; }
        public AnswerHeaders Moved { get; }
        public AnswerHeaders Text { get; }
        public AnswerHeaders Rss { get; }
        public AnswerHeaders Atom { get; }
        public AnswerHeaders JsonFeed { get; }
        public AnswerHeaders Sitemap { get; }
        public AnswerHeaders Emblem { get; }
        public AnswerHeaders Card { get; }
        public AnswerHeaders Refusal { get; }
        public AnswerHeaders Health { get; }

        /// <summary>A picture of a released event: its address names its bytes for ever.</summary>
        public AnswerHeaders Picture(string contentType) => Machine(contentType, "public, max-age=31536000, immutable");

        // Machines of all origins may read these: agencies build on them.
        private AnswerHeaders Machine(string? contentType, string cacheControl) =>
            new(secure, contentType, cacheControl, Nothing, ("Cross-Origin-Resource-Policy", "cross-origin"), ("Access-Control-Allow-Origin", "*"));
    }
}
