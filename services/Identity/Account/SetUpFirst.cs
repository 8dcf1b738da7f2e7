using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SignIn;
using Microsoft.AspNetCore.Http;

namespace Akorda.Identity.Account;

/// <summary>What follows a new second factor: whoever owed one is signed in with it, and recovery codes that were made with it are shown, this once.</summary>
internal sealed class SetUpFirst(Pages pages, Attempts attempts, TimeProvider clock)
{
    /// <param name="made">The recovery codes; null where the person has some already.</param>
    /// <param name="done">What the account's page confirms.</param>
    public async Task<IResult> GoOnAsync(HttpContext context, Visitor visitor, IReadOnlyList<string>? made, string done, CancellationToken ct)
    {
        if (visitor.IsHalfway)
        {
            await attempts.SucceedAsync(visitor.Person, "second factor set up", ct);
            await SignInCookie.RememberAsync(context, visitor.Person, clock.GetUtcNow());
        }
        if (made is not null) return pages.Show<RecoveryCodesPage>(context, new { Codes = made, Next = visitor.ReturnTo ?? ShowAccount.Path });
        return visitor.ReturnTo is { } returnTo ? Pages.SeeOther(context, returnTo) : ShowAccount.After(context, done);
    }
}
