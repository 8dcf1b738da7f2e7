using System.Globalization;
using Akorda.Texts;

namespace Akorda.Publisher.Channels;

/// <summary>The words of a post: those that were written for the channel, else title, lead and link. A pure function of the approved document, so that approving it approves them.</summary>
public static class PostWords
{
    private const int ShortestLead = 24;

    // For networks that cannot edit: the new post says what it is.
    private static readonly Dictionary<string, string> Corrected = new() { ["kk"] = "Түзетілді", ["ru"] = "Исправлено", ["en"] = "Corrected" };

    /// <summary>The words of a first post, and of one that is edited.</summary>
    public static PostText Compose(Order order, string channel, PostLimit limit) => Compose(order, channel, "", limit);

    /// <summary>The words of a new post that corrects an earlier one.</summary>
    public static PostText ComposeCorrection(Order order, string channel, PostLimit limit) =>
        Compose(order, channel, Corrected.GetValueOrDefault(order.Document.Language, Corrected["en"]) + ": ", limit);

    private static PostText Compose(Order order, string channel, string prefix, PostLimit limit)
    {
        if (order.Action == "withdraw") return new PostText(null, null);
        var link = order.Page.AbsoluteUri;
        if (order.Document.ChannelTexts.TryGetValue(channel, out var written) && written.AsSpan().Trim().Length > 0)
        {
            var text = prefix + written.Trim();
            if (!Links.In(text).Contains(link)) text += "\n\n" + link;
            var post = limit.Holds(text)
                ? new PostText(text, null)
                : new PostText(null, string.Create(CultureInfo.InvariantCulture, $"The text written for {channel} counts {limit.Measure(text)} with its link; the network takes {limit.Longest}."));
            return Measured(post, text, limit) with { IsWritten = true };
        }
        var made = FromTemplate(order.Document, prefix, link, limit);
        return Measured(new PostText(made, null), made, limit);
    }

    private static PostText Measured(PostText post, string text, PostLimit limit) => post with { Length = limit.Measure(text), Longest = limit.Longest };

    private static string FromTemplate(Document document, string prefix, string link, PostLimit limit)
    {
        var end = "\n\n" + link;
        var head = prefix + document.Title.Trim();
        if (!limit.Holds(head + end)) return Shortening.Of(head, shortened => limit.Holds(shortened + end)) + end;
        if (string.IsNullOrWhiteSpace(document.Lead)) return head + end;
        var lead = document.Lead.Trim();
        if (!limit.Holds($"{head}\n\n{lead}{end}")) lead = Shortening.Of(lead, shortened => limit.Holds($"{head}\n\n{shortened}{end}"));
        // A few words of a lead say less than none.
        return lead.Length >= Math.Min(ShortestLead, document.Lead.Trim().Length) ? $"{head}\n\n{lead}{end}" : head + end;
    }
}
