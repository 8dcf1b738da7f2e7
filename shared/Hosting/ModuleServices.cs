using System.Reflection;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>Where a module registers what it needs. What every module has one of (its data source, its outbox) is keyed by the module's name, because several modules share one container.</summary>
public sealed class ModuleServices(string name, IHostApplicationBuilder builder)
{
    private readonly List<Assembly> migrations = [typeof(Audit).Assembly];

    /// <summary>The module's name.</summary>
    public string Name => name;

    /// <summary>The process's services.</summary>
    public IServiceCollection Services => builder.Services;

    /// <summary>The process's configuration.</summary>
    public IConfiguration Configuration => builder.Configuration;

    /// <summary>Gives the module its database: a keyed <see cref="NpgsqlDataSource"/> from <c>ConnectionStrings:{Name}</c>, migrated at start over <c>ConnectionStrings:{Name}Owner</c>.</summary>
    /// <param name="assemblies">Where the SQL files are embedded: the module's own assembly and those shared ones whose tables it uses. The audit's and the messages' come by themselves.</param>
    /// <param name="maxPoolSize">Most connections at once.</param>
    public void AddDatabase(IReadOnlyList<Assembly> assemblies, int maxPoolSize = 16)
    {
        Services.AddKeyedSingleton(name, (services, _) =>
            Database.Open(Required(services.GetRequiredService<IConfiguration>(), name), maxPoolSize));
        AddMigrations(assemblies);
        Services.AddSingleton(new ModuleDatabase(name, migrations));
    }

    /// <summary>Connects the module to the bus: a keyed <see cref="Outbox"/>, what it consumes, and who listens to its changes. Needs <see cref="AddDatabase"/>, whose migrations it completes.</summary>
    public void AddMessages(Consumers consumers)
    {
        AddMigrations([typeof(Outbox).Assembly]);
        Services.AddModuleMessages(name, consumers);
        Services.AddKeyedSingleton(name, (services, _) => new ChangeFeed(name, services.GetRequiredKeyedService<NpgsqlDataSource>(name), services.GetRequiredService<ILogger<ChangeFeed>>()));
    }

    /// <summary>Serves the module's OpenAPI document at <c>/api/{name}/openapi.json</c>; its routes carry the group name.</summary>
    public void AddOpenApiDocument() => Services.AddOpenApi(name, options =>
    {
        options.ShouldInclude = route => route.GroupName == name;
        // Two nested records called Request would share one schema without a word (aspnetcore#64325).
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id
            ? type.Type is { IsNested: true, DeclaringType: { } act } ? act.Name + id : id
            : null;
    });

    private void AddMigrations(IReadOnlyList<Assembly> assemblies) => migrations.AddRange(assemblies.Except(migrations));

    private static string Required(IConfiguration configuration, string key) =>
        configuration.GetConnectionString(key) ?? throw new InvalidOperationException($"ConnectionStrings:{key} is not set.");
}

/// <summary>A module's database and the assemblies that hold its migrations.</summary>
public sealed record ModuleDatabase(string Module, IReadOnlyList<Assembly> Migrations);
