using Akorda.Identity.Database;
using Akorda.Identity.Layout;
using Akorda.Identity.SecondFactors;
using Akorda.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.Account;

/// <summary>GET and POST /connect/account/recovery-codes: ten new codes on paper; those before work no longer.</summary>
internal static class RenewRecoveryCodes
{
    public const string Path = ShowAccount.Path + "/recovery-codes";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowRecoveryCodes").WithSummary("Whether there shall be new recovery codes").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("RenewRecoveryCodes").WithSummary("Make new recovery codes").ExcludeFromDescription();
    }

    // Without a second factor there is nothing that the codes would stand in for.
    private static async Task<Visitor?> VisitorAsync(HttpContext context, Visitors visitors) =>
        await visitors.WhoMayChangeAsync(context) is { Person.TwoFactorEnabled: true } visitor ? visitor : null;

    private static async Task<IResult> Show(HttpContext context, Pages pages, Visitors visitors) =>
        await VisitorAsync(context, visitors) is not null ? Page(context, pages, fault: null) : Pages.SeeOther(context, EnterPassword.PageFor(Path));

    private static async Task<IResult> Handle(
        HttpContext context, Pages pages, Visitors visitors, IdentityDatabase database, RecoveryCodes recoveryCodes, CancellationToken ct)
    {
        var (_, isOurs) = await pages.ReadAsync(context, ct);
        if (await VisitorAsync(context, visitors) is not { } visitor) return Pages.SeeOther(context, EnterPassword.PageFor(Path));
        if (!isOurs) return Page(context, pages, Fault.Stale);

        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        var made = await recoveryCodes.ReplaceAsync(visitor.Person, ct);
        await transaction.CommitAsync(ct);
        return pages.Show<RecoveryCodesPage>(context, new { Codes = made, Next = ShowAccount.Path });
    }

    private static IResult Page(HttpContext context, Pages pages, Fault? fault) => pages.Show<ConfirmPage>(context, new { Act = "Renew", Action = Path }, fault);
}
