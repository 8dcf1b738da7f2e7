using System.Text;

namespace Akorda.Texts.Tests;

public sealed class ADocument
{
    private const string Canonical =
        """{"format":1,"eventId":"0193b0a1-0000-7000-8000-0000000000aa","number":1201,"language":"en","languages":["en","kk","ru"],"section":"events","rubric":"akorda","place":"Astana","occurredOn":"2021-12-20","title":"A title","lead":"A lead","body":"A body.","media":[{"id":"0193b0a1-0000-7000-8000-000000000001","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","alt":"A picture","caption":"A caption","credit":"Akorda"}],"topics":["economy"],"releasePolicy":"together","urgency":"routine","embargoUntil":null,"channels":["telegram-en","x-en"],"channelTexts":{"x-en":"A post."}}""";

    // Approvals that were given are given to these bytes: a change here is a new format, not a fix.
    [Fact]
    public void Has_this_form() => Assert.Equal(Canonical, A.Document().Write());

    [Fact]
    public void Is_the_same_bytes_whatever_the_order_of_its_sets()
    {
        var other = A.Document() with
        {
            Languages = ["ru", "kk", "en", "kk"],
            Channels = ["x-en", "telegram-en"],
            Topics = ["economy"],
            EmbargoUntil = new DateTimeOffset(2021, 12, 20, 15, 30, 0, TimeSpan.FromHours(6)),
        };
        Assert.Equal((A.Document() with { EmbargoUntil = new DateTimeOffset(2021, 12, 20, 9, 30, 0, TimeSpan.Zero) }).Write(), other.Write());
    }

    [Theory]
    [InlineData("2021-12-20T09:30:00Z", 0)]
    [InlineData("2021-12-20T09:30:00.5Z", 5_000_000)]
    [InlineData("2021-12-20T09:30:00.0000001Z", 1)]
    public void Writes_a_time_in_one_form(string form, long ticks) =>
        Assert.Contains($"\"embargoUntil\":\"{form}\"", (A.Document() with { EmbargoUntil = new DateTimeOffset(2021, 12, 20, 9, 30, 0, TimeSpan.Zero).AddTicks(ticks) }).Write(), StringComparison.Ordinal);

    [Fact]
    public void Is_composed_and_escapes_what_JSON_needs_and_nothing_else()
    {
        var text = (A.Document() with { Title = "й\u0301 и\u0306 <&'+\u00a0\u2028ҚАЗ 😀 \\ \" \u0001\t\u007f" }).Write();
        Assert.Contains("\"title\":\"й\u0301 й <&'+\u00a0\u2028ҚАЗ 😀 \\\\ \\\" \\u0001\\t\u007f\"", text, StringComparison.Ordinal);
        Assert.Equal(text, Document.Read(text).Write());
    }

    [Fact]
    public void With_half_a_character_has_no_form() => Assert.Throws<ArgumentException>(() => (A.Document() with { Title = "a\ud800b" }).Write());

    [Fact]
    public void Of_any_content_reads_back_to_the_same_bytes()
    {
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var document = Any(new Random(seed));
            var canonical = document.Write();
            Assert.True(Document.Read(canonical).Write() == canonical, $"seed {seed}");
        }
    }

    [Fact]
    public void Changed_anywhere_is_other_bytes_or_none()
    {
        for (var i = 0; i < Canonical.Length; i++)
        {
            var changed = Canonical[..i] + (Canonical[i] == ' ' ? '\t' : ' ') + Canonical[(i + 1)..];
            try
            {
                Assert.Equal(changed, Document.Read(changed).Write());
            }
            catch (InvalidDataException)
            {
                // Refused: what was signed cannot be read in two ways.
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":1}")]
    public void That_is_something_else_is_refused(string json) => Assert.Throws<InvalidDataException>(() => Document.Read(json));

    [Theory]
    [InlineData("\"format\":1", "\"format\":2")]
    [InlineData("\"format\":1", "\"format\":1.0")]
    [InlineData("\"format\":1", "\"format\": 1")]
    [InlineData("\"format\":1", "\"format\":1,\"more\":1")]
    [InlineData("\"format\":1", "\"format\":1,\"format\":1")]
    [InlineData("\"format\":1,\"eventId\":\"0193b0a1-0000-7000-8000-0000000000aa\"", "\"eventId\":\"0193b0a1-0000-7000-8000-0000000000aa\",\"format\":1")]
    [InlineData("0000000000aa", "0000000000AA")]
    [InlineData("\"en\",\"kk\",\"ru\"", "\"kk\",\"en\",\"ru\"")]
    [InlineData("\"2021-12-20\"", "\"2021-12-20T00:00:00\"")]
    [InlineData("\"A title\"", "null")]
    [InlineData("\"A title\"", "\"\\u0041 title\"")]
    [InlineData("\"A title\"", "\"A title\\ud800\"")]
    [InlineData("\"A title\"", "\"и\\u0306\"")]
    [InlineData("\"embargoUntil\":null", "\"embargoUntil\":\"2021-12-20T15:30:00+06:00\"")]
    [InlineData("\"embargoUntil\":null", "\"embargoUntil\":\"2021-12-20T09:30:00.0Z\"")]
    [InlineData("[\"economy\"]", "[null]")]
    [InlineData("\"A post.\"", "null")]
    [InlineData("\"media\":[", "\"media\":[null,")]
    public void That_is_not_in_canonical_form_is_refused(string what, string instead)
    {
        var changed = Canonical.Replace(what, instead, StringComparison.Ordinal);
        Assert.NotEqual(Canonical, changed);
        Assert.Throws<InvalidDataException>(() => Document.Read(changed));
    }

    private static Document Any(Random random)
    {
        string Text(int longest)
        {
            var text = new StringBuilder();
            for (var i = random.Next(longest); i > 0; i--)
            {
                text.Append(random.Next(5) switch
                {
                    0 => ((char)random.Next(0x20)).ToString(),
                    1 => ((char)random.Next(0x20, 0x80)).ToString(),
                    2 => ((char)random.Next(0x300, 0x530)).ToString(),
                    3 => ((char)random.Next(0x2000, 0xD800)).ToString(),
                    _ => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
                });
            }
            return text.ToString();
        }
        string? Maybe(int longest) => random.Next(2) == 0 ? null : Text(longest);
        IReadOnlyList<string> Some() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Text(8))];
        return A.Document() with
        {
            EventId = new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256))]),
            Number = random.NextInt64(),
            Languages = Some(),
            Place = Maybe(20),
            OccurredOn = DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
            Title = Text(30),
            Lead = Maybe(30),
            Body = Text(200),
            Media = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new DocumentMedia { Id = new Guid(random.Next(), 0, 0, new byte[8]), Sha256 = Text(9), Alt = Text(9), Caption = Maybe(9), Credit = Maybe(9) })],
            Topics = Some(),
            EmbargoUntil = random.Next(2) == 0 ? null : new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero),
            Channels = Some(),
            ChannelTexts = Some().Select(text => text.Normalize()).Distinct().ToDictionary(text => text, _ => Text(20)),
        };
    }
}
