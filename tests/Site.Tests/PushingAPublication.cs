using System.Net;
using System.Text;
using System.Text.Json;
using Akorda.Approvals;
using Akorda.Contracts.Site;
using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Site.Tests;

public sealed class PushingAPublication(PressFixture fixture) : IClassFixture<PressFixture>
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly Press press = fixture.Press;

    [Fact]
    public async Task Shows_every_language_and_says_since_when()
    {
        var documents = A.Event();
        var accepted = await press.ShowAsync(Press.PushOf(documents, version: 3));
        Assert.Equal(3, accepted.Version);
        foreach (var document in documents) Assert.Contains(document.Title, await press.ReadAsync(A.PathOf(document)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twice_answers_the_same_instant()
    {
        var push = Press.PushOf(A.Event());
        Assert.Equal(await press.ShowAsync(push), await press.ShowAsync(push));
    }

    [Fact]
    public async Task Of_an_older_version_is_accepted_and_changes_nothing()
    {
        var documents = A.Event();
        var newer = await press.ShowAsync(Press.PushOf([.. documents.Select(document => document with { Lead = "New" })], version: 2, revision: 2));
        Assert.Equal(newer, await press.ShowAsync(Press.PushOf(documents)));
        Assert.Contains("New", await press.ReadAsync(A.PathOf(documents[0])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_publishers_signature_is_refused()
    {
        var documents = A.Event();
        var body = Body(Press.PushOf(documents));
        using var other = SigningKey.Create();
        using var review = SigningKey.Load(ProductKeys.KeyFile("review"));
        using var publisher = SigningKey.Load(ProductKeys.KeyFile("publisher"));
        await RefusedAsync(HttpStatusCode.Unauthorized, await press.PushAsync(documents[0].EventId, body, other), documents);
        await RefusedAsync(HttpStatusCode.Unauthorized, await press.PushAsync(documents[0].EventId, body, review), documents);
        await RefusedAsync(HttpStatusCode.Unauthorized, await press.PushAsync(documents[0].EventId, body, publisher, type: "media+jws"), documents);
        using var unsigned = new ByteArrayContent(body);
        await RefusedAsync(HttpStatusCode.Unauthorized, await press.Intake.PutAsync(new Uri($"/publications/{documents[0].EventId}", UriKind.Relative), unsigned), documents);
    }

    [Fact]
    public async Task With_one_byte_changed_on_the_way_is_refused()
    {
        var documents = A.Event();
        var signed = Body(Press.PushOf(documents));
        var sent = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(signed).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));
        using var publisher = SigningKey.Load(ProductKeys.KeyFile("publisher"));
        await RefusedAsync(HttpStatusCode.Unauthorized, await press.PushAsync(documents[0].EventId, sent, publisher, signedBytes: signed), documents);
    }

    [Fact]
    public async Task To_the_address_of_another_event_is_refused()
    {
        var documents = A.Event();
        using var publisher = SigningKey.Load(ProductKeys.KeyFile("publisher"));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, await press.PushAsync(Guid.CreateVersion7(), Body(Press.PushOf(documents)), publisher), documents);
    }

    [Fact]
    public async Task Is_not_possible_where_readers_come()
    {
        var documents = A.Event();
        using var content = new ByteArrayContent(Body(Press.PushOf(documents)));
        await RefusedAsync(HttpStatusCode.MethodNotAllowed, await press.Reader.PutAsync(new Uri($"/publications/{documents[0].EventId}", UriKind.Relative), content), documents);
        using var read = await press.GetAsync($"/publications/{documents[0].EventId}");
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Fact]
    public async Task That_is_no_JSON_is_refused()
    {
        using var publisher = SigningKey.Load(ProductKeys.KeyFile("publisher"));
        foreach (var body in new[] { "", "null", "[]", "{", "{}", "{\"eventId\":5}", "\u00ff" })
        {
            using var answer = await press.PushAsync(Guid.CreateVersion7(), Encoding.UTF8.GetBytes(body), publisher);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    public static TheoryData<string> Forgeries => [.. Forgery.Of.Keys];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Without_a_whole_proof_is_refused(string forgery)
    {
        var documents = A.Event();
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, await press.PushAsync(Forgery.Of[forgery](Press.PushOf(documents), documents)), documents);
    }

    [Fact]
    public async Task Before_its_embargo_is_refused()
    {
        var documents = A.Event(document => document with { EmbargoUntil = TimeProvider.System.GetUtcNow().AddMinutes(5) });
        await RefusedAsync(HttpStatusCode.Conflict, await press.PushAsync(Press.PushOf(documents)), documents);
        var past = A.Event(document => document with { EmbargoUntil = TimeProvider.System.GetUtcNow().AddMinutes(-5) });
        await press.ShowAsync(Press.PushOf(past));
    }

    [Fact]
    public async Task Under_the_number_of_another_event_is_refused()
    {
        var standing = A.Event();
        await press.ShowAsync(Press.PushOf(standing));
        var other = A.Event(document => document with { Number = standing[0].Number, Title = "Another" });
        using var answer = await press.PushAsync(Press.PushOf(other));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(standing[0].Title, await press.ReadAsync(A.PathOf(standing[0])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_recorded_in_the_audit()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var db = press.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(SiteModule.Key);
        Assert.Equal("publication-shown", await db.FindAsync("select act from audit.act where subject = $1", [$"{documents[0].EventId:D}"], row => row.GetString(0), default));
    }

    [Fact]
    public async Task Moves_readers_from_one_version_to_the_next_in_all_languages_at_once()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        using var stop = new CancellationTokenSource();
        var readers = documents.Select(document => Task.Run(async () =>
        {
            var (seen, path) = (0, A.PathOf(document));
            while (!stop.IsCancellationRequested)
            {
                // Another language, read after this one, never shows an older version than it.
                var first = VersionIn(await press.ReadAsync(path));
                var second = VersionIn(await press.ReadAsync(A.PathOf(documents[(seen + 1) % 3])));
                Assert.True(second >= first, $"{second} after {first}");
                seen++;
            }
            return seen;
        })).ToList();
        for (var version = 2; version < 40; version++)
            await press.ShowAsync(Press.PushOf([.. documents.Select(document => document with { Lead = $"Version {version}." })], version, version));
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), seen => Assert.True(seen > 0));
    }

    private static int VersionIn(string page)
    {
        var at = page.IndexOf("<p class=\"lead\">Version ", StringComparison.Ordinal);
        return at < 0 ? 1 : int.Parse(page.AsSpan(at + 24, page.IndexOf(".</p>", at, StringComparison.Ordinal) - at - 24), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task RefusedAsync(HttpStatusCode status, HttpResponseMessage answer, IReadOnlyList<Texts.Document> documents)
    {
        using (answer) Assert.Equal(status, answer.StatusCode);
        foreach (var document in documents)
        {
            using var page = await press.GetAsync(A.PathOf(document));
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        }
    }

    private static byte[] Body(PublicationPush push) => JsonSerializer.SerializeToUtf8Bytes(push, Web);
}
