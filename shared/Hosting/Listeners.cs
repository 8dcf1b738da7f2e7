using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Hosting;

/// <summary>The doors of the product. A route belongs to one of them, whatever the Host header says.</summary>
public enum Listener
{
    /// <summary>Staff: <c>/api</c>, <c>/connect</c>, <c>/.well-known</c>.</summary>
    Newsroom,
    /// <summary>Readers.</summary>
    Site,
    /// <summary>The Publisher's push to the Site; never public.</summary>
    SiteIntake,
    /// <summary>Imitations of the networks; never in production.</summary>
    Sandbox,
}

/// <summary>Where a module maps its routes, listener by listener.</summary>
public sealed class ListenerRoutes
{
    private readonly Dictionary<Listener, List<Action<IEndpointRouteBuilder>>> routes = [];
    private readonly Dictionary<Listener, List<Action<IApplicationBuilder>>> middleware = [];

    /// <summary>Maps routes of one listener.</summary>
    public void On(Listener listener, Action<IEndpointRouteBuilder> map) => Of(routes, listener).Add(map);

    /// <summary>Puts middleware before one listener's routing: for answers from memory that need none of it.</summary>
    public void Before(Listener listener, Action<IApplicationBuilder> use) => Of(middleware, listener).Add(use);

    internal IEnumerable<Action<IEndpointRouteBuilder>> RoutesOf(Listener listener) => Of(routes, listener);

    internal IEnumerable<Action<IApplicationBuilder>> MiddlewareOf(Listener listener) => Of(middleware, listener);

    private static List<T> Of<T>(Dictionary<Listener, List<T>> all, Listener listener)
    {
        if (!all.TryGetValue(listener, out var list)) all[listener] = list = [];
        return list;
    }
}

/// <summary>The addresses that a process listens on, from <c>Urls:{Listener}</c>.</summary>
public sealed class Listeners(IReadOnlyDictionary<Listener, Uri> urls)
{
    private static readonly IReadOnlyDictionary<Listener, string> Defaults = new Dictionary<Listener, string>
    {
        [Listener.Newsroom] = "http://127.0.0.1:8090",
        [Listener.Site] = "http://127.0.0.1:8080",
        [Listener.SiteIntake] = "http://127.0.0.1:8081",
        [Listener.Sandbox] = "http://127.0.0.1:8095",
    };

    /// <summary>The listeners of this process.</summary>
    public IReadOnlyDictionary<Listener, Uri> Urls => urls;

    /// <summary>Reads the addresses of the listeners that this host has.</summary>
    public static Listeners Read(Microsoft.Extensions.Configuration.IConfiguration configuration, params IReadOnlyList<Listener> listeners) =>
        new(listeners.ToDictionary(listener => listener, listener => new Uri(configuration[$"Urls:{listener}"] ?? Defaults[listener])));

    internal static Func<HttpContext, bool> IsAt(Uri url) => context => context.Connection.LocalPort == url.Port;
}
