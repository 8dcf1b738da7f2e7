using Akorda.Identity.Database;
using Microsoft.EntityFrameworkCore;

namespace Akorda.Identity.People;

/// <summary>Attempts to prove who one is: too many wrong passwords or codes lock a person for a while. What came of each stands in the audit.</summary>
internal sealed class Attempts(IdentityDatabase database, TimeProvider clock)
{
    /// <summary>A right password or code is not even looked at after so many wrong ones, until <see cref="LockedFor"/> is over.</summary>
    public const int UntilLocked = 5;

    /// <summary>How long a person is locked after too many wrong attempts.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    /// <summary>An attempt that may be made.</summary>
    /// <param name="LocksUntil">The lock that it set, in case it fails, where it was one too many.</param>
    public sealed record Attempt(DateTimeOffset LocksUntil);

    /// <summary>Counted before anything is looked at and in one statement: guesses sent at the same instant are counted too.</summary>
    /// <returns>Null while the person is locked.</returns>
    public async Task<Attempt?> TakeAsync(Person person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? lockedUntil = now + LockedFor;
        return await database.Users
            .Where(one => one.Id == person.Id && (one.LockoutEnd == null || one.LockoutEnd <= now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(one => one.AccessFailedCount, one => one.AccessFailedCount + 1)
                .SetProperty(one => one.LockoutEnd, one => one.AccessFailedCount + 1 >= UntilLocked ? lockedUntil : null), ct) == 1
            ? new Attempt(lockedUntil.Value)
            : null;
    }

    /// <summary>
    /// It was right, but not yet all: it does not count as a wrong one, and the wrong ones before it stay counted,
    /// or whoever knows the password could guess codes for ever. A lock that another attempt set meanwhile stays.
    /// </summary>
    public async Task GiveBackAsync(Person person, Attempt attempt, string by, CancellationToken ct)
    {
        DateTimeOffset? own = attempt.LocksUntil;
        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await database.Users.Where(one => one.Id == person.Id && one.AccessFailedCount > 0).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.AccessFailedCount, one => one.AccessFailedCount - 1)
            .SetProperty(one => one.LockoutEnd, one => one.LockoutEnd == own ? null : one.LockoutEnd), ct);
        await database.RecordAsync(person.Id.ToString(), "password-accepted", by, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The person is signed in: wrong attempts are forgotten.</summary>
    public async Task SucceedAsync(Person person, string by, CancellationToken ct)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await database.Users.Where(one => one.Id == person.Id).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.AccessFailedCount, 0)
            .SetProperty(one => one.LockoutEnd, (DateTimeOffset?)null), ct);
        await database.RecordAsync(person.Id.ToString(), "signed-in", by, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>It was wrong, or came while the person was locked.</summary>
    /// <param name="who">The person's id, or <c>unknown</c>. Never the name that was typed: people type passwords into the wrong field.</param>
    public async Task RefuseAsync(string who, string by, CancellationToken ct)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await database.RecordAsync(who, "sign-in-refused", by, ct);
        await transaction.CommitAsync(ct);
    }
}
