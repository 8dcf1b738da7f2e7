using Akorda.Identity.Database;
using Akorda.Identity.People;
using Akorda.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Akorda.Identity.SecondFactors;

/// <summary>A person's codes on paper.</summary>
internal sealed class RecoveryCodes(IdentityDatabase database)
{
    private const int HowMany = 10;

    private const string ReplaceSql =
        """
        with gone as (
            delete from identity.recovery_code
             where person_id = $1)
        insert into identity.recovery_code (person_id, digest)
        select $1, unnest($2::bytea[])
        """;

    /// <summary>How many are left.</summary>
    public Task<int> CountAsync(Person person, CancellationToken ct) => database.RecoveryCodes.CountAsync(code => code.PersonId == person.Id, ct);

    /// <summary>Takes a code; it works no second time.</summary>
    public async Task<bool> UseAsync(Person person, string text, CancellationToken ct)
    {
        var digest = RecoveryCode.DigestOf(text);
        return await database.RecoveryCodes.Where(code => code.PersonId == person.Id && code.Digest == digest).ExecuteDeleteAsync(ct) == 1;
    }

    /// <summary>The codes that come with a first second factor, within the transaction that was begun; null where the person has some.</summary>
    public async Task<IReadOnlyList<string>?> MakeFirstAsync(Person person, CancellationToken ct) =>
        await CountAsync(person, ct) > 0 ? null : await ReplaceAsync(person, ct);

    /// <summary>New ones instead of those before, within the transaction that was begun; they are shown now and never again.</summary>
    public async Task<IReadOnlyList<string>> ReplaceAsync(Person person, CancellationToken ct)
    {
        string[] codes = [.. Enumerable.Range(0, HowMany).Select(_ => RecoveryCode.Random())];
        await database.Connection.ExecuteAsync(ReplaceSql, [person.Id, codes.Select(RecoveryCode.DigestOf).ToArray()], ct);
        await database.RecordAsync(person.Id.ToString(), "recovery-codes-made", null, ct);
        return codes;
    }

    /// <summary>Who has no second factor left needs no codes in its place.</summary>
    public Task<int> ForgetNeedlessAsync(Person person, CancellationToken ct) => database.Connection.ExecuteAsync(
        """
        delete from identity.recovery_code c
         using identity.person p
         where c.person_id = $1
           and p.id = $1
           and not p.two_factor_enabled
        """, [person.Id], ct);
}
