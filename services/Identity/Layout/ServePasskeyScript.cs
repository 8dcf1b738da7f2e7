using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.Layout;

/// <summary>GET /connect/passkeys.js: the one script of these pages. Whatever is no passkey works without it.</summary>
internal static class ServePasskeyScript
{
    public const string Path = "/connect/passkeys.js";

    private static readonly string Script = Embedded.Read("passkeys.js");

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(Path, () => TypedResults.Text(Script, "text/javascript"))
        .WithName("ServePasskeyScript")
        .WithSummary("The script that talks to passkeys")
        .ExcludeFromDescription();
}
