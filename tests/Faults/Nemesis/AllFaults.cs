using Akorda.Faults.Faults;

namespace Akorda.Faults.Nemesis;

/// <summary>Every fault there is.</summary>
public static class AllFaults
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Fault> All =
    [
        new ClientRepeats(),
        new AcceptanceKilled(Committed: true) { IsShort = true },
        new AcceptanceKilled(Committed: false) { IsShort = true },
        new BrokerSilent(),
        new DatabaseSilent(HalfOpen: false),
        new DatabaseSilent(HalfOpen: true),
        new TooMuch(),
        new CommitCut(),
        new EditorsAtOnce(),
        new DatabaseRestarted(Immediate: true) { IsShort = true },
        new DatabaseRestarted(Immediate: false),
        new DatabaseRefuses(ReadOnly: true),
        new DatabaseRefuses(ReadOnly: false),
        new TableLocked("ingestion", "ingestion.draft"),
        new TableLocked("translation", "translation.task"),
        new RelayKilled { IsShort = true },
        new BrokerKilled { IsShort = true },
        new BrokerWiped { IsShort = true },
        new ConsumerKilled(Committed: true) { IsShort = true },
        new ConsumerKilled(Committed: false) { IsShort = true },
        new WrongApprovals(),
        new ForgedApproval(),
        new AnswerLost { IsShort = true },
        new PublisherKilled { IsShort = true },
        new AccountsInTrouble(),
        new PublishingHalfDone(),
        new ClockWrong("+2h", Jumps: false),
        new ClockWrong("-2h", Jumps: false),
        new ClockWrong("+2h", Jumps: true),
        new AwayAtTheInstant(Database: true),
        new AwayAtTheInstant(Database: false),
        new LastWordBeforeTheInstant(),
        new SiteAway(HalfOpen: false),
        new SiteAway(HalfOpen: true),
        new SiteKilledInAPush(Taken: false),
        new SiteKilledInAPush(Taken: true),
        new WithdrawnEverywhere(),
        new KillSwitchThrown(BrokerDown: false, DatabaseSlow: false),
        new KillSwitchThrown(BrokerDown: true, DatabaseSlow: false),
        new KillSwitchThrown(BrokerDown: false, DatabaseSlow: true),
        new AuditRefused(),
        new RollingRestart(),
        new EverythingKilled(),
    ];
}
