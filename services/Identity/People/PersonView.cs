using Akorda.Postgres;
using Npgsql;

namespace Akorda.Identity.People;

/// <summary>A person as an administrator sees them; no secret, no hash.</summary>
/// <param name="OneTimePasswordUntil">Until when the password that was handed over lets the person in; null where it is their own.</param>
/// <param name="LockedUntil">Until when too many wrong attempts lock the person; null where none do.</param>
public sealed record PersonView(
    Guid Id, string UserName, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Languages, bool IsDemo, SecondFactorsView SecondFactors,
    DateTimeOffset? OneTimePasswordUntil, DateTimeOffset? LockedUntil, DateTimeOffset? DisabledAt, int Revision)
{
    /// <summary>A person by id; <c>$1</c> is the id, <c>$2</c> the instant.</summary>
    private const string FindSql = $"{Select} where p.id = $1";

    /// <summary>Asks with <c>$2</c> for what holds at this instant.</summary>
    internal const string Select =
        """
        select p.id, p.user_name, p.name, p.roles, p.languages, p.is_demo, p.code_key is not null as has_codes,
               (select count(*)::int from identity.person_passkey k where k.user_id = p.id) as passkeys,
               (select count(*)::int from identity.recovery_code c where c.person_id = p.id) as recovery_codes,
               p.one_time_until, case when p.lockout_end > $2 then p.lockout_end end as locked_until, p.disabled_at, p.revision
          from identity.person p
        """;

    /// <summary>Nobody of the demo is here for a process without it.</summary>
    internal static async Task<PersonView?> FindAsync(NpgsqlConnection connection, Guid id, IdentitySettings settings, TimeProvider clock, CancellationToken ct) =>
        await connection.FindAsync(FindSql, [id, clock.GetUtcNow()], Read, ct) is { } person && (settings.Demo || !person.IsDemo) ? person : null;

    internal static PersonView Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<Guid>(row.GetOrdinal("id")),
        row.GetString(row.GetOrdinal("user_name")),
        row.GetString(row.GetOrdinal("name")),
        row.GetFieldValue<string[]>(row.GetOrdinal("roles")),
        row.GetFieldValue<string[]>(row.GetOrdinal("languages")),
        row.GetBoolean(row.GetOrdinal("is_demo")),
        new SecondFactorsView(row.GetBoolean(row.GetOrdinal("has_codes")), row.GetInt32(row.GetOrdinal("passkeys")), row.GetInt32(row.GetOrdinal("recovery_codes"))),
        row.Nullable<DateTimeOffset>("one_time_until"),
        row.Nullable<DateTimeOffset>("locked_until"),
        row.Nullable<DateTimeOffset>("disabled_at"),
        row.GetInt32(row.GetOrdinal("revision")));
}

/// <summary>What a person has beside the password.</summary>
/// <param name="Codes">Whether an app of theirs shows codes.</param>
/// <param name="RecoveryCodes">How many are left.</param>
public sealed record SecondFactorsView(bool Codes, int Passkeys, int RecoveryCodes);

/// <summary>A person and the password to hand over to them. It is told this once and kept nowhere.</summary>
/// <param name="OneTimePassword">It opens nothing but the form in which its person chooses their own.</param>
public sealed record PersonWithPassword(PersonView Person, string OneTimePassword);
