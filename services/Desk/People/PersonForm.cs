using Akorda.Texts;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.People;

/// <summary>What an administrator typed about a person.</summary>
public sealed record PersonForm(string UserName, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Languages)
{
    /// <summary>A form nothing was typed into yet.</summary>
    public static readonly PersonForm Empty = new("", "", [], []);

    /// <summary>The form of a person as they stand.</summary>
    public static PersonForm Of(NewsroomPerson person) => new(person.UserName, person.Name, person.Roles, person.Languages);

    /// <summary>The form as a browser sent it.</summary>
    public static PersonForm Read(IFormCollection sent, Vocabulary vocabulary) => new(
        sent["userName"].ToString(), sent["name"].ToString(),
        [.. Http.Roles.OfPeople.Where(role => sent["roles"].Contains(role))], [.. vocabulary.Languages.Where(language => sent["languages"].Contains(language))]);
}
