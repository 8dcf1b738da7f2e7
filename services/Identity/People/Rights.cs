using Akorda.Http;
using Akorda.Texts;

namespace Akorda.Identity.People;

/// <summary>Name, roles and languages as an administrator gives them: what may stand there, and in which order it is kept.</summary>
internal sealed record Rights(string Name, string[] Roles, string[] Languages)
{
    private const int LongestName = 200;
    private const string Translator = Http.Roles.Translator;
    private static readonly string[] Known = ["kk", "ru", "en"];

    /// <summary>Adds what is wrong; where nothing is, the rights can be used.</summary>
    public static Rights Check(string name, IReadOnlyList<string> roles, IReadOnlyList<string> languages, Faults faults)
    {
        faults.AddIf("$.name", PlainText.FaultOfLine(name, LongestName));
        CheckList("$.roles", roles, Http.Roles.OfPeople, faults);
        CheckList("$.languages", languages, Known, faults);
        if (roles.Count == 0) faults.Add("$.roles", "must name a role; a person who shall do nothing is disabled");
        if (roles.Contains(Translator) && languages.Count == 0) faults.Add("$.languages", "must name what the translator translates into");
        return new Rights(faults.None ? PlainText.Normalize(name) : name, [.. Http.Roles.OfPeople.Where(roles.Contains)], [.. Known.Where(languages.Contains)]);
    }

    /// <summary>Whether a person may do the same as before, whatever they are called.</summary>
    public bool AreThoseOf(PersonView person) => Roles.ToHashSet().SetEquals(person.Roles) && Languages.ToHashSet().SetEquals(person.Languages);

    /// <summary>For the audit.</summary>
    public string InWords => $"roles {string.Join(", ", Roles)}; languages {string.Join(", ", Languages)}";

    private static void CheckList(string path, IReadOnlyList<string> given, IReadOnlyList<string> known, Faults faults)
    {
        for (var i = 0; i < given.Count; i++)
        {
            if (!known.Contains(given[i])) faults.Add($"{path}[{i}]", $"must be one of {string.Join(", ", known)}");
            else if (given.Take(i).Contains(given[i])) faults.Add($"{path}[{i}]", "must not stand there twice");
        }
    }
}
