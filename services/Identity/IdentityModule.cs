using Akorda.Hosting;
using Akorda.Identity.Database;
using Akorda.Identity.People;
using Akorda.Identity.SignIn;
using Akorda.Identity.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Identity;

/// <summary>People, their roles, and the tokens that say so. Not hosted where <c>Identity:Authority</c> names another authority.</summary>
public sealed class IdentityModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "identity";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
        var services = module.Services;
        var settings = IdentitySettings.Read(module.Configuration);
        services.AddSingleton(settings);
        // The library tells every request and every statement; sign-ins are in the audit.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("OpenIddict", LogLevel.Warning)
            // It warns that keys lie unencrypted in their folder, which is how we keep them.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));

        module.AddDatabase([typeof(IdentityModule).Assembly], maxPoolSize: 8);
        services.AddDbContextPool<IdentityDatabase>((provider, options) => options
            .UseNpgsql(provider.GetRequiredKeyedService<NpgsqlDataSource>(Key))
            .UseOpenIddict<Guid>());
        services.AddIdentityCore<Person>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version2;
                options.Password = new PasswordOptions
                {
                    // Length is what counts; rules of composition make passwords that people write down.
                    RequiredLength = 12, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false,
                };
            })
            .AddEntityFrameworkStores<IdentityDatabase>();

        services.AddSignInCookie();
        services.AddTokenServer(settings);
        services.AddScoped<CheckPassword>();
        services.AddHostedService<Seed>();
        services.AddTokenPruning();
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
        routes.Before(Listener.Newsroom, PublicName.Use);
        routes.On(Listener.Newsroom, newsroom =>
        {
            IssueToken.Map(newsroom);
            Authorize.Map(newsroom);
            EndSession.Map(newsroom);
            EnterPassword.Map(newsroom);
        });
    }
}
