using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Invariants;

/// <summary>What the judges look at when everything is calm.</summary>
/// <param name="Stage">The world, its databases and what clients were told.</param>
/// <param name="Crawler">What readers saw, all the time.</param>
/// <param name="Posts">What the networks themselves say became visible.</param>
public sealed record Evidence(Stage Stage, Crawler Crawler, IReadOnlyList<Creation> Posts)
{
    /// <summary>The events that a client was told are taken.</summary>
    public IEnumerable<Event> Accepted => Stage.Journal.Events.Where(one => one.Id is not null);

    /// <summary>The posts that tell of an event, each with the revision that it tells of.</summary>
    public IEnumerable<(Creation Post, Event Event, int Revision)> Told =>
        from post in Posts
        let about = post.About.GetValueOrDefault()
        let one = Stage.Journal.Find(about.Ordinal)
        where one is not null
        select (post, one, about.Revision);

    /// <summary>A number from a service's database.</summary>
    public Task<long> CountAsync(string service, string sql) => Stage.World.Server.CountAsync(service, sql);
}

/// <summary>Something that must hold whatever breaks.</summary>
/// <param name="Row">Its name in the contract, such as <c>I1</c>.</param>
/// <param name="Promise">What it says, in a few words.</param>
public abstract record Invariant(string Row, string Promise)
{
    /// <summary>How often the run broke it while it went on comes from the journal; this is what only the end shows.</summary>
    /// <returns>Each violation, in words.</returns>
    public abstract Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence);

    /// <summary>What it was measured on, for a green line.</summary>
    public virtual string Measured(Evidence evidence) => "";
}
