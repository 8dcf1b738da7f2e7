using System.Security.Cryptography;
using System.Text;
using Akorda.Identity.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.Layout;

/// <summary>Shows pages and reads their forms.</summary>
internal sealed class Pages(IAntiforgery antiforgery, IdentitySettings settings)
{
    /// <summary>The style sheet, which stands in every page.</summary>
    public static readonly string Style = Embedded.Read("pages.css");

    private static readonly string StyleDigest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    // The one script by its whole address, nothing inline. Browsers hold a form's redirects to this policy too, so the client's own address stands in it.
    private readonly string policy =
        $"default-src 'none'; style-src 'sha256-{StyleDigest}'; script-src {new Uri(settings.Issuer, ServePasskeyScript.Path)}; connect-src 'self'; "
        + $"form-action 'self' {settings.DeskRedirect.GetLeftPart(UriPartial.Authority)}; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>A page in the person's language.</summary>
    /// <param name="parameters">An anonymous object with the component's parameters.</param>
    /// <param name="fault">Why a form is shown again: then the answer is 422.</param>
    public IResult Show<TPage>(HttpContext context, object? parameters = null, Fault? fault = null) where TPage : IComponent
    {
        var words = Words.For(context.Request);
        var token = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.ContentLanguage = words.Language;
        context.Response.Headers.Vary = "Accept-Language, Cookie";
        return new RazorComponentResult<TPage>(new RouteValueDictionary(parameters)
        {
            [nameof(Page)] = new Page(words, token.FormFieldName, token.RequestToken ?? "", fault),
        })
        { StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>A posted form, and whether one of our own pages posted it.</summary>
    public async Task<(IFormCollection Form, bool IsOurs)> ReadAsync(HttpContext context, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType) throw new BadHttpRequestException("A form is read here.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return (await context.Request.ReadFormAsync(ct), await antiforgery.IsRequestValidAsync(context));
        }
        catch (InvalidDataException faulty)
        {
            throw new BadHttpRequestException("The form cannot be read.", faulty);
        }
    }

    /// <summary>What follows an accepted form: another page, asked for with GET.</summary>
    public static IResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
