using Akorda.Faults.World;
using Akorda.Postgres;

namespace Akorda.Faults.Invariants;

/// <summary>Every service's audit is one whole chain, and every post has its entry.</summary>
public sealed record AuditComplete() : Invariant("I7", "the audit is complete")
{
    private const string SilentSql =
        """
        select count(*)
          from publisher.delivery d
         where d.state = 'delivered'
           and d.destination <> 'site'
           and not exists (select from audit.act a where a.act = 'delivery-delivered' and a.subject = d.delivery_id::text)
        """;

    private const string UnapprovedSql =
        """
        select count(*)
          from review.review r
         where r.state = 'approved'
           and not exists (select from audit.act a where a.act = 'text-approved' and a.subject = r.review_id::text)
        """;

    public override async Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence)
    {
        List<string> wrong = [];
        foreach (var service in Server.Databases)
        {
            var report = await VerifyAudit.RunAsync(evidence.Stage.World.Server.Judge(service), known: null, CancellationToken.None);
            wrong.AddRange(report.Faults.Select(fault => $"{service}: {fault.What} at {fault.Position}"));
            if (report.Head.Position == 0 && service is not "site") wrong.Add($"{service} recorded nothing");
        }
        if (await evidence.CountAsync("publisher", SilentSql) is > 0 and var silent) wrong.Add($"{silent} deliveries have no entry");
        if (await evidence.CountAsync("review", UnapprovedSql) is > 0 and var unapproved) wrong.Add($"{unapproved} approvals have no entry");
        return wrong;
    }
}
