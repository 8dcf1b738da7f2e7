namespace Akorda.Desk.SignIn;

/// <summary>A way back that came with a request: to a page of this origin, nowhere else.</summary>
internal static class LocalPage
{
    /// <summary>The path, or the front page when it leads anywhere else.</summary>
    public static string Of(string? path) => path is ['/', not ('/' or '\\'), ..] or "/" && !path.Any(char.IsControl) ? path : "/";
}
