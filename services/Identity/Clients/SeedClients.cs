using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Akorda.Identity.Clients;

/// <summary>The programs that may ask for tokens, as the configuration wants them; one that it no longer wants goes.</summary>
internal static class SeedClients
{
    private const string Demo = "demo";
    private const string Publisher = "publisher";
    private const string Desk = "desk";

    /// <summary>Every client that there can be.</summary>
    public static readonly IReadOnlyList<string> Names = [Demo, Publisher, Desk];

    public static async Task Handle(IOpenIddictApplicationManager clients, IdentitySettings settings, CancellationToken ct)
    {
        foreach (var name in Names)
        {
            var there = await clients.FindByClientIdAsync(name, ct);
            switch (there, Wanted(name, settings))
            {
                case (null, { } wanted): await clients.CreateAsync(wanted, ct); break;
                case ({ } old, { } wanted): await clients.UpdateAsync(old, wanted, ct); break;
                case ({ } old, null): await clients.DeleteAsync(old, ct); break;
            }
        }
    }

    private static OpenIddictApplicationDescriptor? Wanted(string name, IdentitySettings settings) => name switch
    {
        Demo when settings.Demo => Client(name, secret: null, Permissions.GrantTypes.Password),
        Publisher when settings.PublisherSecret is { } secret => Client(name, secret, Permissions.GrantTypes.ClientCredentials),
        Desk => DeskClient(settings),
        _ => null,
    };

    private static OpenIddictApplicationDescriptor DeskClient(IdentitySettings settings)
    {
        var desk = Client(Desk, settings.DeskSecret, Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken);
        desk.Permissions.UnionWith([Permissions.Endpoints.Authorization, Permissions.Endpoints.EndSession, Permissions.ResponseTypes.Code]);
        desk.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        desk.RedirectUris.Add(settings.DeskRedirect);
        desk.PostLogoutRedirectUris.Add(settings.DeskSignedOut);
        // It is the newsroom itself: there is nobody to ask for consent on its behalf.
        desk.ConsentType = ConsentTypes.Implicit;
        return desk;
    }

    private static OpenIddictApplicationDescriptor Client(string name, string? secret, params IReadOnlyList<string> grants)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = name,
            ClientSecret = secret,
            ClientType = secret is null ? ClientTypes.Public : ClientTypes.Confidential,
        };
        client.Permissions.UnionWith([Permissions.Endpoints.Token, Permissions.Prefixes.Scope + Tokens.TokenServer.Newsroom, .. grants]);
        return client;
    }
}
