using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Akorda.Identity;
using Akorda.Ingestion;
using Akorda.Publisher;
using Akorda.Review;
using Akorda.Site;
using Akorda.Testing;
using Akorda.Translation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Akorda.Architecture.Tests.AllModules))]

namespace Akorda.Architecture.Tests;

/// <summary>Rules that hold for every route of the newsroom's API, read off the running product: a new route is under them without anybody thinking of it.</summary>
public sealed class EveryRoute(AllModules product)
{
    private static readonly string[] Rubbish =
    [
        "", "{", "[]", "null", "\"text\"", "{\"unknown\":1}", "{\"title\":\"\\ud800\"}", "{\"a\":1,\"a\":2}", "{\"Language\":\"kk\"}", "{\"reason\":7,\"target\":{},\"digest\":[],\"comment\":false,\"at\":\"yesterday\"}",
    ];

    [Fact]
    public async Task Asks_who_is_calling()
    {
        foreach (var (method, path, _) in product.Routes())
        {
            using var nobody = TestHost.Client(product.Host.Newsroom);
            using var answer = await nobody.SendAsync(Request(method, path, null));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} answered {answer.StatusCode} to nobody");
            AssertIsProblem(answer, $"{method} {path}");
        }
    }

    [Fact]
    public async Task Refuses_a_person_without_any_role()
    {
        using var stranger = product.Host.As("stranger", []);
        foreach (var (method, path, _) in product.Routes())
        {
            using var answer = await stranger.SendAsync(Request(method, path, "{}"));
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path} answered {answer.StatusCode} to a person without a role");
            AssertIsProblem(answer, $"{method} {path}");
        }
    }

    [Fact]
    public async Task Answers_rubbish_with_a_problem_and_never_with_a_fault_of_ours()
    {
        using var chief = product.Host.As("chief", Http.Roles.OfPeople);
        foreach (var (method, path, takesBody) in product.Routes())
        {
            if (method is "GET") continue;
            foreach (var body in Rubbish)
            {
                using var answer = await chief.SendAsync(Request(method, path, body));
                // An act that takes no body reads none, so there is nothing in it to refuse.
                Assert.True((int)answer.StatusCode is >= 400 and < 500 || !takesBody && answer.IsSuccessStatusCode, $"{method} {path} answered {answer.StatusCode} to {body}");
                if (!answer.IsSuccessStatusCode) AssertIsProblem(answer, $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task Answers_broken_bytes_with_a_problem()
    {
        using var chief = product.Host.As("chief", Http.Roles.OfPeople);
        foreach (var (method, path, _) in product.Routes().Where(route => route.Method is "POST" or "PUT"))
        {
            using var request = Request(method, path, null);
            request.Content = new ByteArrayContent([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await chief.SendAsync(request);
            Assert.True((int)answer.StatusCode < 500, $"{method} {path} answered {answer.StatusCode} to invalid UTF-8");
        }
    }

    [Fact]
    public async Task Refuses_rubbish_in_the_query_of_a_list()
    {
        using var chief = product.Host.As("chief", Http.Roles.OfPeople);
        foreach (var (_, path, _) in product.Routes().Where(route => route.Method == "GET" && !route.Path.Contains(AllModules.SomeId, StringComparison.Ordinal) && !AllModules.NeverEnds(route.Path)))
        {
            foreach (var query in (string[])["limit=0", "limit=101", "limit=x", "limit=-1"])
            {
                using var answer = await chief.GetAsync(new Uri($"{path}?{query}", UriKind.Relative));
                Assert.True((int)answer.StatusCode is >= 400 and < 500 || !AllModules.Pages(path), $"{path}?{query} answered {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public void Names_a_policy_and_a_summary()
    {
        foreach (var route in product.Endpoints())
        {
            Assert.True(route.Metadata.GetMetadata<IAuthorizeData>() is not null, $"{route.RoutePattern.RawText} asks for no role");
            Assert.True(route.Metadata.GetMetadata<IEndpointSummaryMetadata>() is not null, $"{route.RoutePattern.RawText} has no summary");
        }
    }

    private static HttpRequestMessage Request(string method, string path, string? body) => new(new HttpMethod(method), path)
    {
        Content = body is null || method == "GET" ? null : new StringContent(body, Encoding.UTF8, "application/json"),
    };

    private static void AssertIsProblem(HttpResponseMessage answer, string route) =>
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{route} answered {(int)answer.StatusCode} as {answer.Content.Headers.ContentType}");
}

/// <summary>All modules that answer under <c>/api</c>, hosted once for all these tests.</summary>
public sealed class AllModules : IAsyncLifetime
{
    /// <summary>Stands in the routes for an id that nothing has.</summary>
    public const string SomeId = "01900000-0000-7000-8000-000000000000";

    private readonly string folder = Directory.CreateTempSubdirectory("akorda-routes-").FullName;

    /// <summary>The running product.</summary>
    public TestHost Host { get; private set; } = null!;   // set before any test runs

    public async ValueTask InitializeAsync() => Host = await TestHost.StartAsync(
        [new IngestionModule(), new TranslationModule(), new ReviewModule(), new PublisherModule(), new SiteModule(), new IdentityModule()],
        settings =>
        {
            ProductKeys.Provide(settings);
            settings["Identity:SigningKeyFile"] = Path.Combine(folder, "signing.pem");
            settings["Identity:KeysFolder"] = folder;
        });

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The API's endpoints.</summary>
    public IEnumerable<RouteEndpoint> Endpoints() => Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal) && !route.RoutePattern.RawText.EndsWith("openapi.json", StringComparison.Ordinal))
        .DistinctBy(route => (route.RoutePattern.RawText, route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]));

    /// <summary>Each method and path, with an id that nothing has where one is asked for.</summary>
    public IEnumerable<(string Method, string Path, bool TakesBody)> Routes() =>
        from route in Endpoints()
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let takesBody = route.Metadata.GetMetadata<IAcceptsMetadata>() is not null
        select (method, string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: "service" or "module" } => "ingestion",
            RoutePatternParameterPart { Name: "n" or "revision" } => "1",
            _ => SomeId,
        })))) is var path ? "/" + path : "/", takesBody);

    /// <summary>Whether an answer goes on for as long as somebody listens.</summary>
    public static bool NeverEnds(string path) => path.EndsWith("/changes", StringComparison.Ordinal);

    /// <summary>Whether a list is paged.</summary>
    public static bool Pages(string path) => !((string[])["/channels", "/groups", "/figures", "/audit/head", "/audit/verify"]).Any(end => path.EndsWith(end, StringComparison.Ordinal));
}
