using Akorda.Hosting;
using Akorda.Identity.Account;
using Akorda.Identity.Database;
using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SecondFactors;
using Akorda.Identity.SignIn;
using Akorda.Identity.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
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
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.Password = new PasswordOptions
                {
                    // Length is what counts; rules of composition make passwords that people write down.
                    RequiredLength = 12, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false,
                };
            })
            .AddEntityFrameworkStores<IdentityDatabase>();

        services.AddSignInCookies();
        services.AddTokenServer(settings);
        services.AddScoped<Attempts>();
        services.AddScoped<CheckPassword>();
        services.AddScoped<CheckCode>();
        services.AddScoped<RecoveryCodes>();
        services.AddScoped<Visitors>();
        services.AddScoped<SetUpFirst>();
        services.AddSingleton<CodeKeys>();
        services.AddSingleton<PasskeyCeremony>();
        AddPasskeys(services, settings);
        services.AddRazorComponents();
        services.AddSingleton<Pages>();
        module.AddOpenApiDocument();
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
            MapSignIn(newsroom);
            MapAccount(newsroom);
            MapPeople(newsroom);
        });
    }

    private static void MapSignIn(IEndpointRouteBuilder newsroom)
    {
        EnterPassword.Map(newsroom);
        EnterCode.Map(newsroom);
        EnterPasskey.Map(newsroom);
        ServePasskeyScript.Map(newsroom);
    }

    private static void MapAccount(IEndpointRouteBuilder newsroom)
    {
        ShowAccount.Map(newsroom);
        SetUpCodes.Map(newsroom);
        TurnOffCodes.Map(newsroom);
        RenewRecoveryCodes.Map(newsroom);
        AddPasskey.Map(newsroom);
        ChangePasskey.Map(newsroom);
        ChangePassword.Map(newsroom);
    }

    private static void MapPeople(IEndpointRouteBuilder newsroom)
    {
        ListPeople.Map(newsroom);
        GetPerson.Map(newsroom);
        AddPerson.Map(newsroom);
        ChangePerson.Map(newsroom);
        ResetPerson.Map(newsroom);
        DisablePerson.Map(newsroom);
        EnablePerson.Map(newsroom);
        UnlockPerson.Map(newsroom);
    }

    // A passkey that asks for finger or PIN is two factors, so nothing less is taken; and it must name its person by itself.
    private static void AddPasskeys(IServiceCollection services, IdentitySettings settings)
    {
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = settings.Issuer.Host;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.ValidateOrigin = asked => ValueTask.FromResult(
                !asked.CrossOrigin && asked.Origin == settings.Issuer.GetLeftPart(UriPartial.Authority));
        });
    }
}
