using Akorda.Desk;
using Akorda.Desk.Layout;
using Akorda.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Akorda.Browser.DeskRouteTable))]

namespace Akorda.Browser;

/// <summary>Every route of the Desk, read off the module itself: a new screen is under every test without anybody thinking of it.</summary>
public sealed class DeskRouteTable : IAsyncLifetime
{
    private IReadOnlyList<RouteEndpoint> routes = [];

    /// <summary>The patterns of the screens, without their constraints: <c>/drafts/{id}</c>.</summary>
    public IReadOnlyList<string> Screens => [.. Of("GET").Where(route => route.Metadata.GetMetadata<NoScreen>() is null).Select(PatternOf).Distinct()];

    /// <summary>The patterns of everything that changes something.</summary>
    public IReadOnlyList<string> Posts => [.. Of("POST").Concat(Of("PUT")).Concat(Of("DELETE")).Select(PatternOf).Distinct()];

    public async ValueTask InitializeAsync()
    {
        var keys = Directory.CreateTempSubdirectory("akorda-desk-");
        await using var host = await TestHost.StartAsync([new DeskModule()], settings => settings["Desk:KeysFolder"] = keys.FullName);
        routes = [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.OfType<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any(asked => asked.Policy == "desk"))];
        keys.Delete(recursive: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<RouteEndpoint> Of(string method) => routes.Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) == true);

    private static string PatternOf(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => "",
    }))));
}
