namespace Akorda.Desk.People;

/// <summary>Somebody of the newsroom, as Identity answers it to an administrator.</summary>
public sealed record NewsroomPerson
{
    public Guid Id { get; init; }
    public string UserName { get; init; } = "";
    public string Name { get; init; } = "";
    public IReadOnlyList<string> Roles { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];
    public bool IsDemo { get; init; }
    public SecondFactors SecondFactors { get; init; } = new(false, 0, 0);
    public DateTimeOffset? OneTimePasswordUntil { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public int Revision { get; init; }

    /// <summary>How the person can sign in now, the gravest first: <c>disabled</c>, <c>locked</c>, <c>invited</c> (the one-time password is not used yet) or <c>active</c>.</summary>
    public string State => DisabledAt is not null ? "disabled" : LockedUntil is not null ? "locked" : OneTimePasswordUntil is not null ? "invited" : "active";
}

/// <summary>What a person has beside the password.</summary>
public sealed record SecondFactors(bool Codes, int Passkeys, int RecoveryCodes);

/// <summary>A person and the password to hand over to them; it is told this once.</summary>
public sealed record PersonWithPassword(NewsroomPerson Person, string OneTimePassword);
