using System.Text.RegularExpressions;
using Akorda.Desk.Layout;
using Akorda.Desk.Translations;

namespace Akorda.Browser;

/// <summary>The checks speak English. Every sentence of theirs has its words in the languages of the interface.</summary>
public sealed partial class WhatChecksSay
{
    [Fact]
    public void Is_said_in_every_language_of_the_interface()
    {
        var folder = Path.Combine(Repository(), "services", "Translation");
        var sentences = Directory.GetFiles(Path.Combine(folder, "Checks"), "*.cs").Append(Path.Combine(folder, "Segments", "TaskSegment.cs"))
            .SelectMany(File.ReadLines)
            .Where(line => !line.Contains("Exception", StringComparison.Ordinal))
            .Select(line => Joined().Replace(line, "{words}"))
            .Where(line => line.Contains("Find", StringComparison.Ordinal) || line.Contains("Found(", StringComparison.Ordinal) || line.TrimStart().StartsWith('?') || line.TrimStart().StartsWith(':'))
            .SelectMany(line => Sentence().Matches(line)).Select(match => match.Groups[1].Value.Replace("{side}", "target", StringComparison.Ordinal).Replace("{language}", "Kazakh", StringComparison.Ordinal))
            .Select(sentence => Gap().Replace(sentence, "7")).Distinct().ToList();
        Assert.True(sentences.Count > 15, string.Join('\n', sentences));
        Assert.All(
            from language in Words.Languages from sentence in sentences select (language, sentence),
            each => Assert.NotNull(CheckWords.Of(Words.In(each.language), each.sentence.Replace("{what}", "*emphasis*", StringComparison.Ordinal))));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Akorda.Pipeline.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\{string\.Join\(.*?\)\}")]
    private static partial Regex Joined();

    [GeneratedRegex("\"((?:[A-Z]|\\{)[^\"]* [^\"]*)\"")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\{(?!what)[^{}]*\}")]
    private static partial Regex Gap();
}
