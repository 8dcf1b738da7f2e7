using Akorda.Identity.Clients;
using Akorda.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Akorda.Identity.Tokens;

/// <summary>A client that could not prove who it is stands in the audit; OpenIddict refuses it before any code of ours is asked.</summary>
internal sealed class RecordRefusedClient([FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public async ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Response.Error != OpenIddictConstants.Errors.InvalidClient) return;
        var client = context.Request?.ClientId is { } id && SeedClients.Names.Contains(id) ? id : "unknown";
        var refused = Audit.Of(client, "sign-in-refused", client, "client");
        await db.ExecuteAsync(refused.Sql, [.. refused.Args], context.CancellationToken);
    }
}
