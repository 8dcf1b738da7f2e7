using System.Text.Json;
using Akorda.Identity.Clients;
using Akorda.Identity.People;
using Akorda.Postgres;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenIddict.Abstractions;

namespace Akorda.Identity.Database;

/// <summary>Brings people and clients to what the configuration asks for, before anybody can sign in. A start that asks for what the last one asked for only compares a fingerprint.</summary>
internal sealed class Seed([FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db, IServiceScopeFactory scopes, IdentitySettings settings) : IHostedService
{
    private const string FingerprintSql = "select fingerprint from identity.seeding";

    private const string KeepSql =
        """
        insert into identity.seeding (fingerprint)
        values ($1)
        on conflict (only_row) do update set fingerprint = excluded.fingerprint
        """;

    public async Task StartAsync(CancellationToken ct)
    {
        var wanted = JsonSerializer.Serialize(new
        {
            settings.DemoPassword,
            People = settings.Demo ? SeedPeople.Demo : [],
            settings.PublisherSecret,
            settings.DeskSecret,
            settings.DeskRedirect,
            settings.DeskSignedOut,
            settings.FirstAdministrator,
            settings.FirstAdministratorPassword,
        });
        if (Fits(await db.FindAsync(FingerprintSql, [], row => row.GetString(0), ct), wanted)) return;

        // One process seeds, the others wait and find it done. The fingerprint comes last: after a crash the seeding runs again.
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('identity.seed'))", [], ct);
        if (Fits(await connection.FindAsync(FingerprintSql, [], row => row.GetString(0), ct), wanted)) return;
        await using (var scope = scopes.CreateAsyncScope())
        {
            await SeedPeople.Handle(scope.ServiceProvider.GetRequiredService<UserManager<Person>>(), settings, ct);
            await SeedClients.Handle(scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>(), settings, ct);
        }
        await connection.ExecuteAsync(KeepSql, [Hasher.HashPassword("", wanted)], ct);
        await transaction.CommitAsync(ct);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    // It holds secrets, so it is kept as a password is.
    private static readonly PasswordHasher<string> Hasher = new();

    private static bool Fits(string? fingerprint, string wanted) =>
        fingerprint is not null && Hasher.VerifyHashedPassword("", fingerprint, wanted) == PasswordVerificationResult.Success;
}
