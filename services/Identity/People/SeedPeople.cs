using Akorda.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Akorda.Identity.People;

/// <summary>The demo's people where the demo is on, and the first administrator where there is nobody yet.</summary>
internal static class SeedPeople
{
    /// <summary>One of the demo's people.</summary>
    public sealed record DemoPerson(string UserName, string Name, string[] Roles, string[] Languages);

    /// <summary>The demo's people.</summary>
    public static readonly IReadOnlyList<DemoPerson> Demo =
    [
        new("editor", "Demo editor", [Roles.Editor], []),
        new("editor2", "Demo editor 2", [Roles.Editor], []),
        new("translator-kk", "Demo translator, kk", [Roles.Translator], ["kk"]),
        new("translator-ru", "Demo translator, ru", [Roles.Translator], ["ru"]),
        new("translator-en", "Demo translator, en", [Roles.Translator], ["en"]),
        new("reviewer", "Demo reviewer", [Roles.Reviewer], []),
        new("reviewer2", "Demo reviewer 2", [Roles.Reviewer], []),
        new("publisher", "Demo publisher", [Roles.Publisher], []),
        new("administrator", "Demo administrator", [Roles.Administrator], []),
        new("chief", "Demo chief", [.. Roles.OfPeople], ["kk", "ru", "en"]),
    ];

    public static async Task Handle(UserManager<Person> people, IdentitySettings settings, CancellationToken ct)
    {
        if (settings is { Demo: true, DemoPassword: { } demoPassword }) await SeedDemoAsync(people, demoPassword);
        if (settings is { FirstAdministrator: { } name, FirstAdministratorPassword: { } password } && !await people.Users.AnyAsync(person => !person.IsDemo, ct))
        {
            Check(await people.CreateAsync(New(name, name, isDemo: false, [Roles.Administrator], []), password));
        }
    }

    private static async Task SeedDemoAsync(UserManager<Person> people, string password)
    {
        // They share one password, so they may share one hash: making and checking ten would take a second of every first start.
        var hash = new Lazy<string>(() => people.PasswordHasher.HashPassword(New("", "", isDemo: true, [], []), password));
        var fits = new Dictionary<string, bool>();
        foreach (var wanted in Demo)
        {
            if (await people.FindByNameAsync(wanted.UserName) is not { } person)
            {
                person = New(wanted.UserName, wanted.Name, isDemo: true, wanted.Roles, wanted.Languages);
                person.PasswordHash = hash.Value;
                Check(await people.CreateAsync(person));
                continue;
            }
            if (!person.IsDemo) throw new InvalidOperationException($"'{wanted.UserName}' is a person of this newsroom: the demo cannot be switched on here.");
            (person.Name, person.Roles, person.Languages) = (wanted.Name, wanted.Roles, wanted.Languages);
            var old = person.PasswordHash ?? "";
            if (!fits.TryGetValue(old, out var same))
                fits[old] = same = people.PasswordHasher.VerifyHashedPassword(person, old, password) != PasswordVerificationResult.Failed;
            if (!same) person.PasswordHash = hash.Value;
            // The stamp ends what was granted for the old password.
            Check(await (same ? people.UpdateAsync(person) : people.UpdateSecurityStampAsync(person)));
        }
    }

    private static Person New(string userName, string name, bool isDemo, string[] roles, string[] languages) => new()
    {
        Id = Guid.CreateVersion7(), UserName = userName, Name = name, IsDemo = isDemo, Roles = roles, Languages = languages, LockoutEnabled = true,
    };

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException("A person cannot be seeded: " + string.Join(' ', result.Errors.Select(error => error.Description)));
    }
}
