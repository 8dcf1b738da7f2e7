using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>Hosts modules in one process: the same for one module and for all of them.</summary>
public static class ModuleHost
{
    /// <summary>The word that makes a program bring its databases up to date, do what a restore owes, and end, instead of serving.</summary>
    public const string AfterRestore = "after-restore";

    private const int MaxBody = 2 * 1024 * 1024;
    private static readonly TimeSpan DatabasePause = TimeSpan.FromSeconds(1);

    // A database that is gone without a word must not keep people waiting: within five seconds, with what giving up takes, they are told to come again.
    // What takes longer by its nature says so at its route.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(3);

    /// <summary>Registers the modules and what all of them need, and binds the listeners.</summary>
    public static WebApplicationBuilder AddModules(this WebApplicationBuilder builder, IReadOnlyList<IServiceModule> modules, Listeners listeners)
    {
        var services = builder.Services;
        builder.Host.UseDefaultServiceProvider(options => (options.ValidateOnBuild, options.ValidateScopes) = (true, true));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        builder.WebHost.UseUrls([.. listeners.Urls.Values.Select(url => url.GetLeftPart(UriPartial.Authority))]);

        // The slim builder leaves out routes' regular expressions, and a listener that has one would answer nothing at all.
        services.AddRouting();
        // A framework's own records of requests hold addresses, and with them what somebody searched for. Our own name ids, never words.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Akorda", LogLevel.Information);
        services.AddSingleton(listeners);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(VocabularySettings.Read(builder.Configuration));
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = LongestRequest,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = context =>
            {
                context.Response.Headers.RetryAfter = "2";
                return Task.CompletedTask;   // the status pages make the problem document
            },
        });
        services.AddProblemDetails(options => options.CustomizeProblemDetails = NameByStatus);
        services.AddExceptionHandler<ExceptionProblems>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => StrictJson.Apply(options.SerializerOptions));
        AddSignIn(builder);
        builder.AddTelemetry(listeners);

        foreach (var module in modules) module.AddServices(new ModuleServices(module.Name, builder));
        services.AddMessaging(builder.Configuration);
        services.AddSealing();

        // One instance each, so that MapModules maps exactly what was registered.
        foreach (var module in modules) services.AddSingleton(module);
        return builder;
    }

    /// <summary>Brings every module's database up to date, and does what a restore owes; all at once, since none touches another's. A database that is not there yet is waited for: whoever ended here would only be started again and again.</summary>
    public static async Task MigrateModulesAsync(this WebApplication app, CancellationToken ct) =>
        await Task.WhenAll(app.Services.GetServices<ModuleDatabase>().Select(async database =>
        {
            var key = database.Module + "Owner";
            await using var owner = NpgsqlDataSource.Create(
                (app.Configuration.GetConnectionString(key) ?? throw new InvalidOperationException($"ConnectionStrings:{key} is not set.")) + ";Pooling=false");
            var role = new NpgsqlConnectionStringBuilder(app.Configuration.GetConnectionString(database.Module)).Username
                ?? throw new InvalidOperationException($"ConnectionStrings:{database.Module} names no user.");
            while (!await TryMigrateAsync(app, owner, role, database, ct)) await Task.Delay(DatabasePause, ct);
            if (app.Services.GetServices<IServiceModule>().FirstOrDefault(module => module.Name == database.Module) is { } restored)
                await new ActOnRestores(restored, app.Services, app.Logger).RunAsync(ct);
        }));

    private static async Task<bool> TryMigrateAsync(WebApplication app, NpgsqlDataSource owner, string role, ModuleDatabase database, CancellationToken ct)
    {
        try
        {
            await Migrations.ApplyAsync(owner, role, database.Migrations, ct);
            return true;
        }
        catch (NpgsqlException away) when (away.IsTransient)
        {
            app.Logger.LogWarning("The database of {Module} does not answer yet: {Reason}", database.Module, away.Message);
            return false;
        }
    }

    /// <summary>Gives every listener its own pipeline. The local port decides which, never the Host header.</summary>
    public static WebApplication MapModules(this WebApplication app)
    {
        // WebApplication would put both before every listener by itself, and Identity's middleware would answer on every door.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;
        var routes = new ListenerRoutes();
        foreach (var module in app.Services.GetServices<IServiceModule>())
        {
            module.MapEndpoints(routes);
            if (app.Services.GetServices<ModuleDatabase>().Any(database => database.Module == module.Name))
            {
                routes.On(Listener.Newsroom, new AuditChain(module.Name).Map);
                routes.On(Listener.Newsroom, new ListAudit(module).Map);
            }
            if (app.Services.GetKeyedService<Outbox>(module.Name) is null) continue;
            routes.On(Listener.Newsroom, new FollowChanges(module.Name).Map);
            routes.On(Listener.Newsroom, new FailedMessages(module.Name).Map);
            routes.On(Listener.Newsroom, new SettleFailedMessages(module.Name).Map);
            routes.On(Listener.Newsroom, new ShowFigures(module.Name).Map);
            routes.On(Listener.Newsroom, new RedriveMessages(module.Name).Map);
        }
        foreach (var (listener, url) in app.Services.GetRequiredService<Listeners>().Urls)
        {
            app.MapWhen(Listeners.IsAt(url), pipeline =>
            {
                // Without this the branch would share one table of routes with the other listeners.
                pipeline.Properties.Remove("__GlobalEndpointRouteBuilder");
                foreach (var use in routes.MiddlewareOf(listener)) use(pipeline);
                pipeline.UseExceptionHandler();
                pipeline.UseStatusCodePages();
                if (listener != Listener.Site) pipeline.Use(StaffHeaders);
                pipeline.UseRouting();
                if (listener == Listener.Newsroom) pipeline.UseAuthentication();
                pipeline.UseAuthorization();
                if (listener == Listener.Newsroom) pipeline.UseRequestTimeouts();
                pipeline.Use(LargeBodies.Refuse);
                pipeline.UseEndpoints(endpoints =>
                {
                    endpoints.MapHealth();
                    if (listener == Listener.Newsroom) endpoints.MapOpenApi("/api/{documentName}/openapi.json");
                    foreach (var map in routes.RoutesOf(listener)) map(endpoints);
                });
            });
        }
        return app;
    }

    private static readonly IReadOnlyDictionary<string, string> StaffHeaderValues = new Dictionary<string, string>
    {
        ["Cache-Control"] = "no-store",
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "no-referrer",
        ["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    };

    // Nothing that staff sees is kept by a browser or shown in a frame; the Site sets its own headers.
    private static Task StaffHeaders(HttpContext context, RequestDelegate next)
    {
        // At the last moment: an error's answer begins with headers that are empty again.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            foreach (var (name, value) in StaffHeaderValues) headers.TryAdd(name, value);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void AddSignIn(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        // In one process the issuer's public name need not be reachable from here; its listener is.
        var issuer = configuration["Identity:Authority"] ?? configuration["Newsroom:PublicUrl"] ?? "http://localhost:8090";
        var metadata = configuration["Identity:MetadataUrl"]
            ?? (configuration["Identity:Authority"] ?? configuration["Services:Identity"] ?? configuration["Urls:Newsroom"] ?? "http://127.0.0.1:8090").TrimEnd('/') + "/.well-known/openid-configuration";
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MetadataAddress = metadata;
            // Our own Identity is asked on this machine, or in the network that only the services share.
            options.RequireHttpsMetadata = !new Uri(metadata).IsLoopback && configuration["Services:Identity"] is null;
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuers = [issuer, issuer.TrimEnd('/') + "/"],
                ValidAudience = "newsroom",
                ValidTypes = ["at+jwt"],
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
                NameClaimType = "name",
                RoleClaimType = "role",
                ClockSkew = TimeSpan.FromSeconds(30),
            };
        });
        var policies = builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Roles.Any, policy => policy.RequireRole([.. Roles.OfPeople, Roles.Service]));
        foreach (var role in Roles.OfPeople) policies.AddPolicy(role, policy => policy.RequireRole(role));
    }

    // Answers that the framework makes by itself get a type of our own too.
    private static void NameByStatus(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Type?.StartsWith(Problems.TypePrefix, StringComparison.Ordinal) == true) return;
        problem.Type = Problems.TypePrefix + problem.Status switch
        {
            400 => "malformed",
            401 => "not-signed-in",
            403 => "forbidden",
            404 => "not-found",
            405 => "method-not-allowed",
            413 => "too-large",
            415 => "unsupported-media-type",
            503 => "unavailable",
            _ => "internal",
        };
    }
}
