using Akorda.Identity.Database;
using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SecondFactors;
using Akorda.Identity.SignIn;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.Account;

/// <summary>GET and POST /connect/account/codes: a person links an app that shows codes, or another one in its place; the first code proves that it has the key.</summary>
internal static class SetUpCodes
{
    public const string Path = ShowAccount.Path + "/codes";

    private const string Newsroom = "Akorda";

    // Who is halfway has no second factor yet, and may set up the first one only.
    private const string Sql =
        """
        update identity.person
           set code_key = $2, last_code_step = $3, two_factor_enabled = true
         where id = $1
           and security_stamp = $4
           and (not two_factor_enabled or not $5)
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowCodes").WithSummary("A key for an app that shows codes").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("SetUpCodes").WithSummary("Link an app that shows codes").ExcludeFromDescription();
    }

    private static async Task<IResult> Show(HttpContext context, Pages pages, Visitors visitors, CodeKeys keys) =>
        await visitors.WhoMayChangeAsync(context, SignInStep.SetUp) is { } visitor
            ? Page(context, pages, keys, visitor, TimeCode.NewKey(), fault: null)
            : Pages.SeeOther(context, EnterPassword.PageFor(Path));

    private static async Task<IResult> Handle(
        HttpContext context, Pages pages, Visitors visitors, CodeKeys keys, IdentityDatabase database, RecoveryCodes recoveryCodes, SetUpFirst first, TimeProvider clock, CancellationToken ct)
    {
        var (form, isOurs) = await pages.ReadAsync(context, ct);
        if (await visitors.WhoMayChangeAsync(context, SignInStep.SetUp) is not { } visitor) return Pages.SeeOther(context, EnterPassword.PageFor(Path));
        var person = visitor.Person;
        if (!isOurs || keys.TakeUp(person.Id, form["key"]) is not { } key) return Page(context, pages, keys, visitor, TimeCode.NewKey(), Fault.Stale);
        var code = form["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
        if (TimeCode.StepOf(key, code, last: null, clock.GetUtcNow()) is not { } step) return Page(context, pages, keys, visitor, key, new Fault("Fault.FirstCode", "code"));

        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        if (await database.Connection.ExecuteAsync(Sql, [person.Id, keys.Keep(key), step, person.SecurityStamp, visitor.IsHalfway], ct) == 0)
            return Pages.SeeOther(context, EnterPassword.PageFor(Path));
        await database.RecordAsync(person.Id.ToString(), "codes-set-up", null, ct);
        var made = await recoveryCodes.MakeFirstAsync(person, ct);
        await transaction.CommitAsync(ct);
        return await first.GoOnAsync(context, visitor, made, "codes", ct);
    }

    private static IResult Page(HttpContext context, Pages pages, CodeKeys keys, Visitor visitor, byte[] key, Fault? fault) => pages.Show<SetUpCodesPage>(context, new
    {
        Picture = QrCode.Of(TimeCode.AddressOf(key, Newsroom, visitor.Person.UserName ?? "")),
        Key = TimeCode.InWords(key),
        Offer = keys.Offer(visitor.Person.Id, key),
        IsAnother = visitor.Person.CodeKey is not null,
    }, fault);
}
