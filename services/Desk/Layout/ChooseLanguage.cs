using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Layout;

/// <summary>POST /language: a person chooses the interface's language, and this browser remembers it.</summary>
internal static class ChooseLanguage
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/language", Handle);

    private static async Task<IResult> Handle(HttpRequest request, HttpResponse response, DeskSettings settings, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        if (form["language"].ToString() is var language && Words.Languages.Contains(language))
            response.Cookies.Append(Words.Cookie, language, new CookieOptions { Path = "/", MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = settings.IsSecure });
        return Show.Then(LocalPage.Of(form["return"]));
    }
}
