using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace Akorda.Identity.SignIn;

/// <summary>The sign-in form as HTML: no script, nothing loaded from anywhere.</summary>
internal static class SignInPage
{
    private const string Style =
        """
        :root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}
        body{display:grid;place-items:center;min-height:100vh;margin:0}
        main{width:min(22rem,100% - 2rem)}
        label{display:block;margin-top:1rem;font-weight:600}
        input,button{box-sizing:border-box;width:100%;padding:.6rem;font:inherit;border:1px solid GrayText;border-radius:.25rem}
        button{margin-top:1.5rem;border:0;background:#00507d;color:#fff;font-weight:600}
        :focus-visible{outline:3px solid #e8a200;outline-offset:2px}
        [role=alert]{border-inline-start:.3rem solid #b3261e;padding-inline-start:.75rem}
        """;

    private static readonly string StyleDigest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>Browsers hold the form's redirects to this policy too, so the client's own address stands in it.</summary>
    public static string PolicyFor(Uri client) =>
        $"default-src 'none'; style-src 'sha256-{StyleDigest}'; form-action 'self' {client.GetLeftPart(UriPartial.Authority)}; frame-ancestors 'none'; base-uri 'none'";

    public static string Render(SignInWords words, string returnTo, string userName, string? fault, AntiforgeryTokenSet token)
    {
        var safe = HtmlEncoder.Default;
        var alert = fault is null ? "" : $"""<p id="fault" role="alert">{safe.Encode(fault)}</p>""";
        var described = fault is null ? "" : " aria-invalid=\"true\" aria-describedby=\"fault\"";
        return
            $"""
            <!doctype html>
            <html lang="{words.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{safe.Encode(words.Title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{safe.Encode(words.Title)}</h1>
            {alert}
            <form method="post" action="{EnterPassword.Path}">
            <input type="hidden" name="{safe.Encode(token.FormFieldName)}" value="{safe.Encode(token.RequestToken ?? "")}">
            <input type="hidden" name="return" value="{safe.Encode(returnTo)}">
            <label for="username">{safe.Encode(words.UserName)}</label>
            <input id="username" name="username" value="{safe.Encode(userName)}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="256"{described}>
            <label for="password">{safe.Encode(words.Password)}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256"{described}>
            <button>{safe.Encode(words.Enter)}</button>
            </form>
            </main>
            </body>
            </html>

            """;
    }
}
