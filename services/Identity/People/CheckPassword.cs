using Microsoft.AspNetCore.Identity;

namespace Akorda.Identity.People;

/// <summary>A person types name and password. What came of it stands in the audit, the password nowhere.</summary>
internal sealed class CheckPassword(UserManager<Person> people, Attempts attempts, IdentitySettings settings, TimeProvider clock)
{
    // Looked at where nobody has this name, so that the answer takes as long as with a wrong password.
    private static readonly Person Nobody = new() { Name = "nobody", Roles = [] };
    private static readonly string NobodysHash = new PasswordHasher<Person>().HashPassword(Nobody, "nobody");

    /// <summary>The person whose password this is, or null; why not is told to the audit alone. Whether that signs them in, <see cref="Person.AfterPassword"/> says.</summary>
    /// <param name="by">The client through which the person signs in.</param>
    public async Task<Person?> Handle(string userName, string password, string by, CancellationToken ct)
    {
        var person = await people.FindByNameAsync(userName);
        if (person is null || !person.MayEnter(settings))
        {
            people.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            await attempts.RefuseAsync("unknown", by, ct);
            return null;
        }
        var id = person.Id.ToString();
        if (await attempts.TakeAsync(person, ct) is not { } attempt)
        {
            await attempts.RefuseAsync(id, by + ", locked", ct);
            return null;
        }
        if (!await people.CheckPasswordAsync(person, password))
        {
            await attempts.RefuseAsync(id, by, ct);
            return null;
        }
        if (person.OneTimeUntil < clock.GetUtcNow())
        {
            await attempts.RefuseAsync(id, by + ", one-time password too old", ct);
            return null;
        }
        if (person.AfterPassword(settings) == SignInStep.None) await attempts.SucceedAsync(person, by, ct);
        else await attempts.GiveBackAsync(person, attempt, by, ct);
        return person;
    }

    /// <summary>Whether who is signed in knows the password too; a wrong one counts as any other.</summary>
    public async Task<bool> AgainAsync(Person person, string password, string by, CancellationToken ct)
    {
        var attempt = await attempts.TakeAsync(person, ct);
        if (attempt is null || !await people.CheckPasswordAsync(person, password))
        {
            await attempts.RefuseAsync(person.Id.ToString(), by, ct);
            return false;
        }
        await attempts.GiveBackAsync(person, attempt, by, ct);
        return true;
    }
}
