using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Akorda.Architecture.Tests;

/// <summary>While an upgrade rolls, older processes go on working on a database that a newer one has brought up to date. So a migration only adds, and one that landed never changes: it would not run again.</summary>
public sealed partial class TheMigrations
{
    private const string Approved = "migrations.approved.txt";

    [Fact]
    public void That_landed_are_as_they_landed_and_new_ones_are_approved()
    {
        var now = string.Concat(Files().Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Read(file))))}  {file}\n"));
        // Beside the approved file, so that approving a new one is one copy.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "migrations.received.txt"), now);
        Assert.Equal(Read($"tests/Architecture.Tests/{Approved}"), now);
    }

    [Fact]
    public void Only_add_so_that_an_older_process_goes_on_beside_a_newer_one()
    {
        var faults = Files().SelectMany(file => FaultsOf(file, Read(file))).ToList();
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("drop table publisher.pause;")]
    [InlineData("alter table publisher.pause drop column reason;")]
    [InlineData("alter table publisher.pause rename column reason to why;")]
    [InlineData("alter table publisher.pause rename to stop;")]
    [InlineData("alter table publisher.pause alter column reason set not null;")]
    [InlineData("alter table publisher.pause alter column reason type int;")]
    [InlineData("alter table publisher.pause add column why text not null;")]
    [InlineData("alter table publisher.pause\n    add column one text,\n    add column two text not null;")]
    [InlineData("alter table publisher.pause add constraint pause_has_a_reason check (reason is not null);")]
    [InlineData("create unique index pause_once on publisher.pause (paused_by);")]
    [InlineData("revoke insert on publisher.pause from {role};")]
    [InlineData("create or replace function publisher.begun_at(event_id uuid) returns timestamptz language sql as $$ select now() $$;")]
    [InlineData("truncate publisher.pause;")]
    public void That_take_away_or_ask_for_more_are_found(string sql) => Assert.NotEmpty(FaultsOf("a file", sql));

    [Theory]
    [InlineData("alter table publisher.pause add column why text;")]
    [InlineData("alter table publisher.pause add column why text not null default '';")]
    [InlineData("create table publisher.stop (stop_id int primary key, why text not null);\ncreate unique index stop_once on publisher.stop (why);")]
    [InlineData("create index pause_by_person on publisher.pause (paused_by);")]
    [InlineData("drop index publisher.pause_by_person;")]
    [InlineData("-- drop table publisher.pause\nselect 1;")]
    public void That_only_add_are_not(string sql) => Assert.Empty(FaultsOf("a file", sql));

    private static IEnumerable<string> FaultsOf(string file, string sql)
    {
        var text = Comment().Replace(sql, "");
        var own = NewTable().Matches(text).Select(table => table.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        foreach (Match taken in Taken().Matches(text)) yield return $"{file}: {taken.Value}";
        foreach (Match added in AddedColumn().Matches(text))
            if (added.Value.Contains("not null", StringComparison.OrdinalIgnoreCase) && !added.Value.Contains(" default ", StringComparison.OrdinalIgnoreCase))
                yield return $"{file}: {added.Value.Trim()} has no default, and an older process does not fill it";
        // On a table that older processes write to, a new rule refuses what they write.
        foreach (Match index in UniqueIndex().Matches(text))
            if (!own.Contains(index.Groups[1].Value)) yield return $"{file}: {index.Value}";
    }

    private static IEnumerable<string> Files() => ((string[])["shared", "services"])
        .SelectMany(folder => Directory.GetFiles(Path.Combine(TheStructure.Repository, folder), "*.sql", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(TheStructure.Repository, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static string Read(string file) => File.ReadAllText(Path.Combine(TheStructure.Repository, file)).ReplaceLineEndings("\n");

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bcreate table (?:if not exists )?([\w.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex NewTable();

    [GeneratedRegex(@"\b(drop (?!index\b)\w+|rename (to|column|constraint)|set not null|set data type|alter column \w+ type|add constraint|truncate (?!on)\S+\.|revoke|create or replace|delete from)\b[^;]*", RegexOptions.IgnoreCase)]
    private static partial Regex Taken();

    [GeneratedRegex(@"\badd column [^,;]*", RegexOptions.IgnoreCase)]
    private static partial Regex AddedColumn();

    [GeneratedRegex(@"\bcreate unique index \w+\s+on ([\w.]+)[^;]*", RegexOptions.IgnoreCase)]
    private static partial Regex UniqueIndex();
}
