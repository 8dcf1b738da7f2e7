using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;

namespace Akorda.Sandbox.X;

/// <summary>Checks OAuth 1.0a as a server does (RFC 5849, 3.2): the signature, the time, and that no call comes twice.</summary>
public sealed partial class OAuthCheck
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);
    private readonly HashSet<string> nonces = [];

    /// <summary>The language of the account whose token is named, proven or not.</summary>
    public static string LanguageOf(Call call) =>
        Account().Match(Parameters(call).GetValueOrDefault("oauth_token", "")) is { Success: true } account ? account.Groups["language"].Value : "";

    /// <summary>Why a call is refused; null when it is the account's own.</summary>
    public string? FaultOf(Call call)
    {
        var given = Parameters(call);
        if (LanguageOf(call) is not { Length: > 0 } language || given.GetValueOrDefault("oauth_consumer_key") != "sandbox-consumer") return "Unauthorized";
        if (given.GetValueOrDefault("oauth_signature_method") != "HMAC-SHA1" || given.GetValueOrDefault("oauth_version", "1.0") != "1.0") return "Unauthorized";
        if (!long.TryParse(given.GetValueOrDefault("oauth_timestamp"), CultureInfo.InvariantCulture, out var seconds)
            || (call.At - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Skew) return "Timestamp out of bounds.";
        if (Expected(call, given, $"sandbox-x-{language}-secret") != given.GetValueOrDefault("oauth_signature")) return "Unauthorized";
        return nonces.Add(given.GetValueOrDefault("oauth_nonce", "")) ? null : "Nonce already used.";
    }

    private static string Expected(Call call, Dictionary<string, string> given, string tokenSecret)
    {
        var signed = new List<string>();
        foreach (var (name, value) in call.Query) signed.Add(Percent(name) + "=" + Percent(value));
        foreach (var (name, value) in given)
            if (name is not ("oauth_signature" or "realm")) signed.Add(Percent(name) + "=" + Percent(value));
        signed.Sort(string.CompareOrdinal);
        var text = call.Method + "&" + Percent(call.Address) + "&" + Percent(string.Join("&", signed));
#pragma warning disable CA5350 // The protocol's own algorithm.
        using var mac = new HMACSHA1(Encoding.UTF8.GetBytes("sandbox-consumer-secret&" + Percent(tokenSecret)));
#pragma warning restore CA5350
        return Convert.ToBase64String(mac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    private static Dictionary<string, string> Parameters(Call call)
    {
        var parameters = new Dictionary<string, string>();
        if (call.Authorization?.StartsWith("OAuth ", StringComparison.Ordinal) != true) return parameters;
        foreach (Match pair in Pair().Matches(call.Authorization)) parameters[pair.Groups["name"].Value] = WebUtility.UrlDecode(pair.Groups["value"].Value.Replace("+", "%2B", StringComparison.Ordinal));
        return parameters;
    }

    // Byte by byte, as RFC 5849, 3.6 says it.
    private static string Percent(string text)
    {
        var escaped = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~') escaped.Append((char)octet);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }
        return escaped.ToString();
    }

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Pair();

    [GeneratedRegex("^sandbox-x-(?<language>[a-z]{2})$")]
    private static partial Regex Account();
}
