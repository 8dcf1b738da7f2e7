using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SecondFactors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.SignIn;

/// <summary>GET and POST /connect/sign-in/code: after the password, a code of the person's app or a recovery code.</summary>
internal static class EnterCode
{
    public const string Path = "/connect/sign-in/code";

    private const int LongestCode = 64;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowCode").WithSummary("The form for the second factor").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("EnterCode").WithSummary("Prove the second factor by a code").ExcludeFromDescription();
    }

    private static async Task<IResult> Show(HttpContext context, Pages pages, Visitors visitors) =>
        await visitors.HalfwayAsync(context, SignInStep.SecondFactor) is { } visitor ? Page(context, pages, visitor, fault: null) : Pages.SeeOther(context, EnterPassword.Path);

    private static async Task<IResult> Handle(HttpContext context, Pages pages, Visitors visitors, CheckCode check, TimeProvider clock, CancellationToken ct)
    {
        var (form, isOurs) = await pages.ReadAsync(context, ct);
        if (await visitors.HalfwayAsync(context, SignInStep.SecondFactor) is not { } visitor) return Pages.SeeOther(context, EnterPassword.Path);
        if (!isOurs) return Page(context, pages, visitor, Fault.Stale);
        var code = form["code"].ToString();
        if (code.Length is 0 or > LongestCode || !await check.Handle(visitor.Person, code, ct)) return Page(context, pages, visitor, new Fault("Fault.Code", "code"));

        await SignInCookie.RememberAsync(context, visitor.Person, clock.GetUtcNow());
        return Pages.SeeOther(context, visitor.ReturnTo ?? EnterPassword.Desk);
    }

    private static IResult Page(HttpContext context, Pages pages, Visitor visitor, Fault? fault) =>
        pages.Show<EnterCodePage>(context, new { ReturnTo = visitor.ReturnTo ?? EnterPassword.Desk, HasApp = visitor.Person.CodeKey is not null }, fault);
}
