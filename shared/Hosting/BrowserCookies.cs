using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akorda.Hosting;

/// <summary>What every cookie of the newsroom's pages is, and where the keys lie that seal them.</summary>
public static class BrowserCookies
{
    /// <summary>Read by no script, sent to no other site, and under the strict prefix where browsers keep one: where they speak TLS with the newsroom.</summary>
    /// <param name="isSecure">Whether the newsroom's public name is https.</param>
    public static void Harden(CookieBuilder cookie, bool isSecure, string name)
    {
        cookie.Name = (isSecure ? "__Host-" : "") + "akorda-" + name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }

    /// <summary>The keys of a folder that only we may read; made where it is missing. Every process of a service needs the same.</summary>
    public static FileSystemXmlRepository KeysIn(string path)
    {
        var folder = Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return new FileSystemXmlRepository(folder, NullLoggerFactory.Instance);
    }
}
