using Akorda.Identity.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Akorda.Identity.People;

/// <summary>A person proves who they are. Too many wrong passwords lock them for a while; what came of it stands in the audit, the password nowhere.</summary>
internal sealed class CheckPassword(IdentityDatabase database, UserManager<Person> people, IdentitySettings settings, TimeProvider clock)
{
    // Looked at where nobody has this name, so that the answer takes as long as with a wrong password.
    private static readonly Person Nobody = new() { Name = "nobody", Roles = [] };
    private static readonly string NobodysHash = new PasswordHasher<Person>().HashPassword(Nobody, "nobody");

    /// <summary>The person, or null; why not is told to the audit alone.</summary>
    /// <param name="by">The client through which the person signs in.</param>
    public async Task<Person?> Handle(string userName, string password, string by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var person = await people.FindByNameAsync(userName);
        if (person is null || !person.MayEnter(settings))
        {
            people.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            // Not the name: people type passwords into the wrong field.
            await RecordAsync("unknown", "sign-in-refused", "unknown", by, ct);
            return null;
        }
        if (!await TakeAttemptAsync(person, now, ct))
        {
            await RecordAsync(person.Id.ToString(), "sign-in-refused", person.Id.ToString(), by + ", locked", ct);
            return null;
        }
        if (!await people.CheckPasswordAsync(person, password))
        {
            await RecordAsync(person.Id.ToString(), "sign-in-refused", person.Id.ToString(), by, ct);
            return null;
        }
        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await database.Users.Where(one => one.Id == person.Id).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.AccessFailedCount, 0)
            .SetProperty(one => one.LockoutEnd, (DateTimeOffset?)null), ct);
        await RecordAsync(person.Id.ToString(), "signed-in", person.Id.ToString(), by, ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    // Counted before the password is looked at and in one statement: guesses sent at the same instant are counted too.
    private async Task<bool> TakeAttemptAsync(Person person, DateTimeOffset now, CancellationToken ct)
    {
        DateTimeOffset? lockedUntil = now + Person.LockedFor;
        return await database.Users
            .Where(one => one.Id == person.Id && (one.LockoutEnd == null || one.LockoutEnd <= now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(one => one.AccessFailedCount, one => one.AccessFailedCount + 1)
                .SetProperty(one => one.LockoutEnd, one => one.AccessFailedCount + 1 >= Person.WrongPasswordsUntilLocked ? lockedUntil : null), ct) == 1;
    }

    private Task RecordAsync(string actor, string act, string subject, string detail, CancellationToken ct) =>
        database.Database.ExecuteSqlAsync($"insert into audit.act (actor, act, subject, detail) values ({actor}, {act}, {subject}, {detail})", ct);
}
