namespace Akorda.Http;

/// <summary>The roles of the newsroom; each is also the name of the authorization policy that asks for it.</summary>
public static class Roles
{
    public const string Editor = "editor";
    public const string Translator = "translator";
    public const string Reviewer = "reviewer";
    public const string Publisher = "publisher";
    public const string Administrator = "administrator";

    /// <summary>Another service of the product, with its own credentials: it may read what any role may read, nothing else.</summary>
    public const string Service = "service";

    /// <summary>The policy that any of the roles satisfies.</summary>
    public const string Any = "any-role";

    /// <summary>The roles that people have.</summary>
    public static readonly IReadOnlyList<string> OfPeople = [Editor, Translator, Reviewer, Publisher, Administrator];
}
