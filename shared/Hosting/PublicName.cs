using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Hosting;

/// <summary>The newsroom's public name, <c>Newsroom:PublicUrl</c>. TLS ends before this process: what came by that name came by its scheme, and cookies and addresses must say so.</summary>
public static class PublicName
{
    /// <summary>Speaks with whoever came by the public name in its scheme.</summary>
    public static void Use(IApplicationBuilder newsroom)
    {
        var name = Of(newsroom.ApplicationServices.GetRequiredService<IConfiguration>());
        newsroom.Use((HttpContext context, RequestDelegate next) =>
        {
            if (context.Request.Host.Host == name.Host) context.Request.Scheme = name.Scheme;
            return next(context);
        });
    }

    /// <summary>The name.</summary>
    public static Uri Of(IConfiguration configuration) => new(configuration["Newsroom:PublicUrl"] ?? "http://localhost:8090");
}
