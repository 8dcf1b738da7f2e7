using Akorda.Identity.Database;
using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SecondFactors;
using Akorda.Identity.SignIn;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Akorda.Identity.Account;

/// <summary>GET and POST /connect/account/passkeys/{id}: a person gives a passkey another name, or removes it. Not where it is the only second factor and one is required.</summary>
internal static class ChangePasskey
{
    public const string Path = AddPasskey.Path + "/{id}";

    private const string RemoveSql =
        """
        with gone as (
            delete from identity.person_passkey
             where user_id = $1
               and credential_id = $2
            returning credential_id)
        update identity.person p
           set security_stamp = $3, concurrency_stamp = $3,
               two_factor_enabled = code_key is not null or exists (select from identity.person_passkey k where k.user_id = p.id and k.credential_id <> $2)
         where id = $1
           and exists (select from gone)
        returning two_factor_enabled
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowPasskey").WithSummary("A passkey's name").ExcludeFromDescription();
        routes.MapPost(Path, Rename).WithName("RenamePasskey").WithSummary("Give a passkey another name").ExcludeFromDescription();
        routes.MapPost(Path + "/remove", Remove).WithName("RemovePasskey").WithSummary("Remove a passkey").ExcludeFromDescription();
    }

    /// <summary>The page of one passkey.</summary>
    public static string PageOf(string id) => $"{AddPasskey.Path}/{id}";

    private static async Task<IResult> Show(string id, HttpContext context, Pages pages, Visitors visitors, UserManager<Person> people)
    {
        if (await visitors.WhoMayChangeAsync(context) is not { } visitor) return Pages.SeeOther(context, EnterPassword.PageFor(PageOf(id)));
        return await FindAsync(people, visitor, id) is { } passkey ? Page(context, pages, passkey, passkey.Name ?? "", fault: null) : Pages.SeeOther(context, ShowAccount.Path);
    }

    private static async Task<IResult> Rename(
        string id, HttpContext context, Pages pages, Visitors visitors, UserManager<Person> people, IUserStore<Person> store, IdentityDatabase database, CancellationToken ct)
    {
        var (form, isOurs) = await pages.ReadAsync(context, ct);
        if (await visitors.WhoMayChangeAsync(context) is not { } visitor) return Pages.SeeOther(context, EnterPassword.PageFor(PageOf(id)));
        if (await FindAsync(people, visitor, id) is not { } passkey) return Pages.SeeOther(context, ShowAccount.Path);
        var typed = form["name"].ToString();
        if (!isOurs) return Page(context, pages, passkey, typed, Fault.Stale);
        if (ShownPasskey.NameOf(typed) is not { } name) return Page(context, pages, passkey, typed, new Fault("Fault.PasskeyName", "name"));

        passkey.Name = name;
        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await ((IUserPasskeyStore<Person>)store).AddOrUpdatePasskeyAsync(visitor.Person, passkey, ct);
        await database.RecordAsync(visitor.Person.Id.ToString(), "passkey-renamed", null, ct);
        await transaction.CommitAsync(ct);
        return ShowAccount.After(context, "passkey-renamed");
    }

    private static async Task<IResult> Remove(
        string id, HttpContext context, Pages pages, Visitors visitors, UserManager<Person> people, IdentityDatabase database, RecoveryCodes recoveryCodes, IdentitySettings settings, CancellationToken ct)
    {
        var (_, isOurs) = await pages.ReadAsync(context, ct);
        if (await visitors.WhoMayChangeAsync(context) is not { } visitor) return Pages.SeeOther(context, EnterPassword.PageFor(PageOf(id)));
        if (await FindAsync(people, visitor, id) is not { } passkey) return Pages.SeeOther(context, ShowAccount.Path);
        if (!isOurs) return Page(context, pages, passkey, passkey.Name ?? "", Fault.Stale);
        var person = visitor.Person;

        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await database.LockAsync(person, ct);
        // A new stamp: whoever holds the device and is signed in with it is so no longer.
        person.SecurityStamp = IdentityDatabase.NewStamp();
        var hasAnother = await database.Connection.FindAsync(RemoveSql, [person.Id, passkey.CredentialId, person.SecurityStamp], row => (bool?)row.GetBoolean(0), ct);
        if (hasAnother is null) return Pages.SeeOther(context, ShowAccount.Path);
        if (hasAnother is false && person.NeedsSecondFactor(settings)) return Page(context, pages, passkey, passkey.Name ?? "", new Fault("Fault.LastFactor"));
        await recoveryCodes.ForgetNeedlessAsync(person, ct);
        await database.RecordAsync(person.Id.ToString(), "passkey-removed", null, ct);
        await transaction.CommitAsync(ct);
        await SignInCookie.RememberAsync(context, person, visitor.SignedInAt);
        return ShowAccount.After(context, "passkey-removed");
    }

    private static async Task<UserPasskeyInfo?> FindAsync(UserManager<Person> people, Visitor visitor, string id)
    {
        try
        {
            return await people.GetPasskeyAsync(visitor.Person, WebEncoders.Base64UrlDecode(id));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IResult Page(HttpContext context, Pages pages, UserPasskeyInfo passkey, string name, Fault? fault) =>
        pages.Show<PasskeyPage>(context, new { Passkey = ShownPasskey.Of(passkey), Name = name }, fault);
}
