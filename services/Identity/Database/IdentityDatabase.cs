using System.Text.RegularExpressions;
using Akorda.Identity.People;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Akorda.Identity.Database;

/// <summary>People and OAuth's rows as EF Core sees them. It never makes a table: the migrations do, written once from this model, and a test compares the two.</summary>
public sealed partial class IdentityDatabase(DbContextOptions<IdentityDatabase> options) : IdentityUserContext<Person, Guid>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(IdentityModule.Key);
        builder.UseOpenIddict<Guid>();
        foreach (var entity in builder.Model.GetEntityTypes())
        {
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
        "IdentityUserToken`1" => "person_token",
        _ when type.StartsWith("OpenIddictEntityFrameworkCore", StringComparison.Ordinal) => "oauth_" + Snake(type["OpenIddictEntityFrameworkCore".Length..^2]),
        _ => Snake(type),
    };

    private static string Snake(string name) => Humps().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Humps();
}
