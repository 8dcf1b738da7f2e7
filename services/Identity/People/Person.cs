using Microsoft.AspNetCore.Identity;

namespace Akorda.Identity.People;

/// <summary>Somebody who works in the newsroom.</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>As others see it, in timelines and reviews.</summary>
    public required string Name { get; set; }

    /// <summary>Out of <see cref="Http.Roles.OfPeople"/>.</summary>
    public required string[] Roles { get; set; }

    /// <summary>What a translator may translate into.</summary>
    public string[] Languages { get; set; } = [];

    /// <summary>Seeded for the demo; nobody like this exists for a process without it.</summary>
    public bool IsDemo { get; set; }

    /// <summary>The key of the codes that an app of theirs shows, encrypted; null where there is no such app. Any second factor sets the framework's <c>TwoFactorEnabled</c>.</summary>
    public string? CodeKey { get; set; }

    /// <summary>The time step of the newest code that was taken: none works twice.</summary>
    public long? LastCodeStep { get; set; }

    /// <summary>Until when a password that an administrator handed over lets the person in, to choose their own; null where it is their own.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }

    /// <summary>When an administrator closed the newsroom to this person.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Counts what administrators changed of name, roles and languages.</summary>
    public int Revision { get; set; } = 1;

    // The lock is not asked here: it stops guessing, and must not let a stranger end the sessions of whoever signed in before.
    internal bool MayEnter(IdentitySettings settings) => DisabledAt is null && (!IsDemo || settings.Demo);

    /// <summary>What a right password alone leaves to do before this person is signed in.</summary>
    internal SignInStep AfterPassword(IdentitySettings settings)
    {
        if (TwoFactorEnabled) return SignInStep.SecondFactor;
        if (OneTimeUntil is not null) return SignInStep.NewPassword;
        return NeedsSecondFactor(settings) ? SignInStep.SetUp : SignInStep.None;
    }

    internal bool NeedsSecondFactor(IdentitySettings settings) => settings.SecondFactorRequired && !IsDemo;
}

/// <summary>What is left to do after the password.</summary>
internal enum SignInStep
{
    None,
    /// <summary>Prove the second factor.</summary>
    SecondFactor,
    /// <summary>Choose a password of one's own in place of the one-time password.</summary>
    NewPassword,
    /// <summary>Set up a second factor.</summary>
    SetUp,
}
