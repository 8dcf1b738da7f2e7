using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Akorda.Identity.People;

/// <summary>
/// Acts of administrators on people happen one after the other, and whoever lost the role a moment ago has lost it here, whatever their token still says.
/// As nobody takes it from themselves, the last administrator stays.
/// </summary>
internal static class Administrators
{
    private const string IsOneSql =
        """
        select is_demo
          from identity.person
         where id = $1
           and 'administrator' = any(roles)
           and disabled_at is null
        """;

    /// <summary>Begins an act within the connection's transaction.</summary>
    /// <returns>Null when the caller may go on; else 403.</returns>
    public static async Task<ProblemHttpResult?> EnterAsync(NpgsqlConnection connection, CurrentUser user, IdentitySettings settings, CancellationToken ct)
    {
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('identity.administrators'))", [], ct);
        return Guid.TryParse(user.Person.Id, out var id)
            && await connection.FindAsync(IsOneSql, [id], row => (bool?)row.GetBoolean(0), ct) is { } isDemo && (settings.Demo || !isDemo)
            ? null
            : Problems.Of(403, "forbidden", "Forbidden", "Only an administrator of this newsroom may do that.");
    }

    /// <summary>Records an act on a person, within the connection's transaction.</summary>
    public static async Task RecordAsync(NpgsqlConnection connection, CurrentUser user, string act, Guid person, string? detail, CancellationToken ct)
    {
        var recorded = Audit.Of(user.Person.Id, act, person.ToString(), detail);
        await connection.ExecuteAsync(recorded.Sql, [.. recorded.Args], ct);
    }

    /// <summary>409: what an administrator does to others only.</summary>
    public static ProblemHttpResult OwnAccount(string what) => Problems.Of(409, "own-account", "This is your own account", what);
}
