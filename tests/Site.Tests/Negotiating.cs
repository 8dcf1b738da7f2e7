using Akorda.Site.Pages;

namespace Akorda.Site.Tests;

public sealed class Negotiating
{
    [Theory]
    [InlineData("gzip, deflate, br, zstd", 1, 1)]
    [InlineData("gzip", 0, 1)]
    [InlineData("BR", 1, 0)]
    [InlineData("gzip;q=0.5, br;q=0.8", 0.8, 0.5)]
    [InlineData("gzip ; q=0.5 , br ;q=0", 0, 0.5)]
    [InlineData("*", 1, 1)]
    [InlineData("*;q=0.1, gzip;q=0", 0.1, 0)]
    [InlineData("identity", 0, 0)]
    [InlineData("brotli, gzipped", 0, 0)]
    [InlineData("br;q=x", 0, 0)]
    [InlineData(",,;;q=,", 0, 0)]
    [InlineData("", 0, 0)]
    public void Reads_what_a_reader_accepts(string header, float brotli, float gzip) => Assert.Equal((brotli, gzip), Accepted.Qualities(header));
}
