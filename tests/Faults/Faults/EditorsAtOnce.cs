using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>Two editors write over the same revision at once: one wins, the other is told, and no words are lost in between.</summary>
public sealed record EditorsAtOnce() : Fault("F7", "two editors write over the same revision")
{
    private const int Rounds = 8;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var one = stage.Acts.NewEvent();
        await stage.Acts.CreateAsync(one, twice: false, ct);
        var lost = 0;
        for (var revision = 1; revision <= Rounds; revision++)
        {
            var replies = await Task.WhenAll(((string[])["editor", "editor2"]).Select(who =>
                stage.People.InsistAsync(who, HttpMethod.Put, $"/api/drafts/{one.Id}", Words.Draft(one), ifMatch: $"\"{revision}\"", ct: ct)));
            // An answer that was lost may make a winner hear 412 when asking again; never do both hear 200.
            if (replies.Count(reply => reply.IsDone) > 1) throw new InvalidOperationException($"both wrote revision {revision + 1}");
            lost += replies.Count(reply => reply.Status == 412);
        }
        await stage.Acts.DropAsync(one, ct);
        return lost >= Rounds ? $"{lost} were told that somebody was quicker" : throw new InvalidOperationException($"only {lost} of {Rounds} were told that somebody was quicker");
    }

    public override Task HealAsync(Stage stage) => Task.CompletedTask;
}
