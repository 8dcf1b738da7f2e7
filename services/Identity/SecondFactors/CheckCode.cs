using Akorda.Identity.Database;
using Akorda.Identity.People;
using Microsoft.EntityFrameworkCore;

namespace Akorda.Identity.SecondFactors;

/// <summary>A person whose password was right types a code of their app, or a recovery code. Wrong ones lock as wrong passwords do.</summary>
internal sealed class CheckCode(IdentityDatabase database, CodeKeys keys, RecoveryCodes recoveryCodes, Attempts attempts, TimeProvider clock)
{
    private const int Digits = 6;

    /// <summary>Whether the code fits; it works no second time.</summary>
    public async Task<bool> Handle(Person person, string entered, CancellationToken ct)
    {
        var id = person.Id.ToString();
        if (await attempts.TakeAsync(person, ct) is null)
        {
            await attempts.RefuseAsync(id, "code, locked", ct);
            return false;
        }
        var code = entered.Replace(" ", "", StringComparison.Ordinal);
        var (fits, by) = code.Length == Digits && code.All(char.IsAsciiDigit)
            ? (await UseTimeCodeAsync(person, code, ct), "code")
            : (RecoveryCode.IsOne(entered) && await recoveryCodes.UseAsync(person, entered, ct), "recovery code");
        await (fits ? attempts.SucceedAsync(person, by, ct) : attempts.RefuseAsync(id, by, ct));
        return fits;
    }

    // Taken in one statement: of two who show the same code at once, one is too late.
    private async Task<bool> UseTimeCodeAsync(Person person, string code, CancellationToken ct) =>
        keys.Read(person.CodeKey) is { } key
        && TimeCode.StepOf(key, code, person.LastCodeStep, clock.GetUtcNow()) is { } step
        && await database.Users
            .Where(one => one.Id == person.Id && one.CodeKey == person.CodeKey && (one.LastCodeStep == null || one.LastCodeStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastCodeStep, step), ct) == 1;
}
