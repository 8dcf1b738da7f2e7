using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Akorda.Publisher.Channels.X;

/// <summary>OAuth 1.0a in a user's name (RFC 5849, HMAC-SHA1). Its tokens do not expire and are not rotated, so no crash can lose one.</summary>
public static class OAuthSignature
{
    /// <summary>The Authorization header's value. A JSON body is not part of what is signed; the query is.</summary>
    public static string Header(HttpMethod method, Uri address, IReadOnlyDictionary<string, string> credentials, string nonce, DateTimeOffset now)
    {
        var own = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = credentials["consumerKey"],
            ["oauth_nonce"] = nonce,
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_token"] = credentials["accessToken"],
            ["oauth_version"] = "1.0",
        };
        own["oauth_signature"] = Sign(method, address, own, credentials["consumerSecret"], credentials["accessTokenSecret"]);
        return string.Join(", ", own.Select(pair => $"{Escape(pair.Key)}=\"{Escape(pair.Value)}\""));
    }

    /// <summary>The signature over method, address and parameters (RFC 5849, 3.4).</summary>
    /// <param name="parameters">What is signed beside the query: the <c>oauth_</c> parameters, and those of a form body.</param>
    public static string Sign(HttpMethod method, Uri address, IEnumerable<KeyValuePair<string, string>> parameters, string consumerSecret, string tokenSecret)
    {
        var all = parameters.Concat(QueryOf(address))
            .Select(pair => (Name: Escape(pair.Key), Value: Escape(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var text = $"{method.Method}&{Escape(address.GetLeftPart(UriPartial.Path))}&{Escape(string.Join('&', all))}";
        var key = $"{Escape(consumerSecret)}&{Escape(tokenSecret)}";
#pragma warning disable CA5350 // The protocol's own algorithm; as a keyed hash SHA-1 is not broken.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5350
    }

    private static IEnumerable<KeyValuePair<string, string>> QueryOf(Uri address) =>
        from part in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let at = part.IndexOf('=', StringComparison.Ordinal)
        let name = at < 0 ? part : part[..at]
        let value = at < 0 ? "" : part[(at + 1)..]
        select KeyValuePair.Create(Unescape(name), Unescape(value));

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    // RFC 3986's unreserved characters stay, everything else is escaped: what EscapeDataString does.
    private static string Escape(string text) => Uri.EscapeDataString(text);
}
