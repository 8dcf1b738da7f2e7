using System.Globalization;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.WebSub;

/// <summary>A hub that notes each time it is told of a change (W3C WebSub, 5.1: left to hub and publisher, and this is how hubs do it).</summary>
public sealed partial class WebSubNetwork(Journal journal) : INetwork
{
    public string Name => "websub";

    public string OperationOf(Call call) => call.Method == "POST" && Path().IsMatch(call.Path) ? "publish" : "unknown";

    public string LanguageOf(Call call) => Path().Match(call.Path).Groups["language"].Value;

    public Reply Throttle(int? retryAfter) => new(429, null) { Headers = retryAfter is { } seconds ? new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) } : [] };

    public Reply Fail() => new(500, null);

    public Reply Answer(Call call)
    {
        if (OperationOf(call) != "publish") return new Reply(404, null);
        if (call.Parameters() is not { } parameters || parameters["hub.mode"]?.ToString() != "publish") return new Reply(400, null);
        if (!Uri.TryCreate(parameters["hub.url"]?.ToString(), UriKind.Absolute, out var topic)) return new Reply(400, null);
        var language = LanguageOf(call);
        journal.Keep("posted", new Post
        {
            Network = Name, Account = language, Language = language, Id = (journal.Of(Name, language).Count + 1).ToString(CultureInfo.InvariantCulture),
            Text = topic.AbsoluteUri, Links = [topic.AbsoluteUri], Public = false, CreatedAt = call.At,
        });
        return new Reply(204, null);
    }

    [GeneratedRegex("^/(?<language>[a-z]{2})$")]
    private static partial Regex Path();
}
