using Akorda.Publisher.Channels.X;

namespace Akorda.Publisher.Tests.Channels;

public sealed class SigningForX
{
    [Fact]
    public void The_example_of_the_networks_own_documentation_gets_its_signature()
    {
        var parameters = new Dictionary<string, string>
        {
            ["oauth_consumer_key"] = "GDdmIQH6jhtmLUypg82g",
            ["oauth_nonce"] = "9zWH6qe0qG7Lc1telCn7FhUbLyVdjEaL3MO5uHxn8",
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_token"] = "8ldIZyxQeVrFZXFOZH5tAwj6vzJYuLQpl0WUEYtWc",
            ["oauth_timestamp"] = "1272323047",
            ["oauth_verifier"] = "pDNg57prOHapMbhv25RNf75lVRd6JDsni1AJJIDYoTY",
            ["oauth_version"] = "1.0",
        };
        var signature = OAuthSignature.Sign(
            HttpMethod.Post, new Uri("https://api.twitter.com/oauth/access_token"), parameters,
            "MCD8BKwGdgPHvAuvgvz4EQpqDAtx89grbuNMRd7Eh98", "x6qpRnlEmW9JbQn4PQVVeVG8ZLPEx6A0TOebgwcuA");
        Assert.Equal("PUw/dHA4fnlJYM6RhXk5IU/0fCc=", signature);
    }

    [Fact]
    public void The_example_of_RFC_5849_gets_its_signature()
    {
        // RFC 5849, 1.2: the photograph.
        var parameters = new Dictionary<string, string>
        {
            ["oauth_consumer_key"] = "dpf43f3p2l4k3l03",
            ["oauth_token"] = "nnch734d00sl2jdk",
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = "137131202",
            ["oauth_nonce"] = "chapoH",
        };
        var signature = OAuthSignature.Sign(
            HttpMethod.Get, new Uri("http://photos.example.net/photos?file=vacation.jpg&size=original"), parameters, "kd94hf93k423kf44", "pfkkdhi9sl3r4s00");
        Assert.Equal("MdpQcU8iPSUjWoN/UDMsK2sui9I=", signature);
    }
}
