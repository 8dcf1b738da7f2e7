using Akorda.Hosting;
using Akorda.Identity.Database;
using Akorda.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Akorda.Identity.Tokens;

/// <summary>OpenIddict, told what this product needs of OAuth and nothing more.</summary>
internal static class TokenServer
{
    /// <summary>The scope, and the audience, of everything under <c>/api</c>.</summary>
    public const string Newsroom = "newsroom";

    private static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PrunePause = TimeSpan.FromHours(1);

    // A code or refresh token is kept a day beyond its end, so that a late replay is still told from nonsense.
    private const string PruneSql =
        """
        with gone as (
            delete from identity.oauth_token
             where expiration_date < now() - interval '1 day'
        )
        delete from identity.oauth_authorization a
         where creation_date < now() - interval '1 day'
           and not exists (select from identity.oauth_token t where t.authorization_id = a.id)
        """;

    public static void AddTokenServer(this IServiceCollection services, IdentitySettings settings)
    {
        // Now, not when the first token is asked for: a key that cannot be read or made stops the start.
        services.AddSingleton(SigningKey.Load(settings.SigningKeyFile));
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDatabase>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("connect/token")
                    .SetAuthorizationEndpointUris("connect/authorize")
                    .SetEndSessionEndpointUris("connect/logout")
                    .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
                    .AllowRefreshTokenFlow()
                    .AllowClientCredentialsFlow()
                    .RegisterScopes(Newsroom)
                    .DisableAccessTokenEncryption()
                    .SetAccessTokenLifetime(AccessTokenLifetime)
                    .SetRefreshTokenLifetime(SignIn.SignInCookie.Lifetime)
                    // Or a browser that stays open would never sign in again.
                    .DisableSlidingRefreshTokenExpiration();
                server.UseAspNetCore()
                    .EnableTokenEndpointPassthrough()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough();
                server.AddEventHandler<GenerateTokenContext>(handler => handler.UseInlineHandler(KeepNoRow).SetOrder(int.MinValue));
                server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseScopedHandler<RecordRefusedClient>().SetOrder(int.MinValue));
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<IdentitySettings, ECDsaSecurityKey>((options, settings, key) =>
        {
            options.Issuer = settings.Issuer;
            if (settings.Demo) options.GrantTypes.Add(OpenIddictConstants.GrantTypes.Password);
            // A plain challenge can be read where the code can be read.
            options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain);
            options.SigningCredentials.Add(new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256));
            options.EncryptionCredentials.Add(new EncryptingCredentials(
                SigningKey.DeriveEncryptionKey(key), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        });
        // A listener that only this machine, or only the services' own network, reaches may stand behind a proxy that speaks TLS; any other must speak it itself.
        services.AddOptions<OpenIddictServerAspNetCoreOptions>().Configure<IdentitySettings>((options, settings) =>
            options.DisableTransportSecurityRequirement = settings.Listener.IsLoopback || settings.BehindProxy);
    }

    public static void AddTokenPruning(this IServiceCollection services) =>
        services.AddSingleton<IHostedService>(provider => new Loop(
            "Pruning old codes and refresh tokens",
            async ct =>
            {
                await provider.GetRequiredKeyedService<NpgsqlDataSource>(IdentityModule.Key).ExecuteAsync(PruneSql, [], ct);
                return PrunePause;
            },
            wake: null, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Loop>>()));

    // Access tokens are believed by their signature until they end, in minutes: a row for each would cost a write and be read by nobody.
    // Codes and refresh tokens keep theirs, or they could be used twice.
    private static ValueTask KeepNoRow(GenerateTokenContext context)
    {
        if (context.TokenType is OpenIddictConstants.TokenTypeIdentifiers.AccessToken or OpenIddictConstants.TokenTypeIdentifiers.IdentityToken)
            context.CreateTokenEntry = false;
        return ValueTask.CompletedTask;
    }
}
