using System.Text.RegularExpressions;
using Akorda.Identity.People;
using Akorda.Identity.SecondFactors;
using Akorda.Postgres;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Akorda.Identity.Database;

/// <summary>People and OAuth's rows as EF Core sees them. It never makes a table: the migrations do, written once from this model, and a test compares the two.</summary>
public sealed partial class IdentityDatabase(DbContextOptions<IdentityDatabase> options) : IdentityUserContext<Person, Guid>(options)
{
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    /// <summary>For plain SQL within the transaction that was begun here.</summary>
    internal NpgsqlConnection Connection => (NpgsqlConnection)Database.GetDbConnection();

    /// <summary>Of two changes of one person's factors at once, the second sees what the first has done.</summary>
    internal Task LockAsync(Person person, CancellationToken ct) => Connection.ExecuteAsync("select from identity.person where id = $1 for update", [person.Id], ct);

    /// <summary>A stamp that no token and no cookie was made with.</summary>
    internal static string NewStamp() => Guid.CreateVersion7().ToString("N");

    /// <summary>Records an act of or about a person, within the transaction that was begun here.</summary>
    internal Task RecordAsync(string actor, string act, string? detail, CancellationToken ct)
    {
        var recorded = Audit.Of(actor, act, actor, detail);
        return Connection.ExecuteAsync(recorded.Sql, [.. recorded.Args], ct);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(IdentityModule.Key);
        builder.UseOpenIddict<Guid>();
        builder.Entity<RecoveryCode>(code =>
        {
            code.HasKey(one => new { one.PersonId, one.Digest });
            code.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId);
        });
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
            {
                entity.SetContainerColumnName("data");
                continue;
            }
            entity.SetTableName(TableOf(entity.ClrType.Name));
            foreach (var property in entity.GetProperties()) property.SetColumnName(Snake(property.Name));
            foreach (var key in entity.GetKeys()) key.SetName("pk_" + entity.GetTableName());
            foreach (var key in entity.GetForeignKeys()) key.SetConstraintName($"fk_{entity.GetTableName()}_{Snake(key.Properties[0].Name)}");
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName($"ix_{entity.GetTableName()}_{Snake(index.Properties[0].Name)}");
        }
    }

    // "authorization" and "token" alone would be words of SQL and of everybody.
    private static string TableOf(string type) => type switch
    {
        "IdentityUserClaim`1" => "person_claim",
        "IdentityUserLogin`1" => "person_login",
        "IdentityUserPasskey`1" => "person_passkey",
        "IdentityUserToken`1" => "person_token",
        _ when type.StartsWith("OpenIddictEntityFrameworkCore", StringComparison.Ordinal) => "oauth_" + Snake(type["OpenIddictEntityFrameworkCore".Length..^2]),
        _ => Snake(type),
    };

    private static string Snake(string name) => Humps().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Humps();
}
