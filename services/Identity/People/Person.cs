using Microsoft.AspNetCore.Identity;

namespace Akorda.Identity.People;

/// <summary>Somebody who works in the newsroom.</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>A right password is not even looked at after so many wrong ones, until <see cref="LockedFor"/> is over.</summary>
    public const int WrongPasswordsUntilLocked = 5;

    /// <summary>How long a person is locked after too many wrong passwords.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    /// <summary>As others see it, in timelines and reviews.</summary>
    public required string Name { get; set; }

    /// <summary>Out of <see cref="Http.Roles.OfPeople"/>.</summary>
    public required string[] Roles { get; set; }

    /// <summary>What a translator may translate into.</summary>
    public string[] Languages { get; set; } = [];

    /// <summary>Seeded for the demo; nobody like this exists for a process without it.</summary>
    public bool IsDemo { get; set; }

    // The lock is not asked here: it stops guessing, and must not let a stranger end the sessions of whoever signed in before.
    internal bool MayEnter(IdentitySettings settings) => !IsDemo || settings.Demo;
}
