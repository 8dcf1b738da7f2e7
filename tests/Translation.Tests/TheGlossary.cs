using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Translation.Glossary;

namespace Akorda.Translation.Tests;

public sealed class TheGlossary(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private static object Term(string source, string russian = "Послание", string sourceLanguage = "en", string? note = null) =>
        new { sourceLanguage, source, targets = new Dictionary<string, string> { ["ru"] = russian }, note };

    private static string Word() => $"Address {Guid.CreateVersion7():N}";

    private async Task<HttpResponseMessage> AddAsync(object term, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/glossary") { Content = JsonContent.Create(term) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await newsroom.Translator().Client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> ChangeAsync(Uri location, object term, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, location) { Content = JsonContent.Create(term) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await newsroom.Translator().Client.SendAsync(request);
    }

    [Fact]
    public async Task Takes_changes_and_forgets_a_term()
    {
        var word = Word();
        using var added = await AddAsync(Term("  " + word, note: "Of the year."));
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (added.StatusCode, added.Headers.ETag?.Tag));
        var location = added.Headers.Location!;
        var term = await added.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((word, "Послание", "Of the year.", "en"),
            (term.GetProperty("source").GetString(), term.GetProperty("targets").GetProperty("ru").GetString(), term.GetProperty("note").GetString(), term.GetProperty("sourceLanguage").GetString()));

        using var changed = await ChangeAsync(location, Term(word, "Жолдау"), "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (changed.StatusCode, changed.Headers.ETag?.Tag));
        await Newsroom.AssertProblemAsync(await ChangeAsync(location, Term(word), "\"1\""), HttpStatusCode.PreconditionFailed, "stale");
        await Newsroom.AssertProblemAsync(await ChangeAsync(location, Term(word), null), HttpStatusCode.PreconditionRequired, "precondition-required");

        var client = newsroom.Translator().Client;
        var list = await client.GetFromJsonAsync<JsonElement>("/api/glossary?limit=100");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), each => each.GetProperty("targets").GetProperty("ru").GetString() == "Жолдау");
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(location)).StatusCode);
        await Newsroom.AssertProblemAsync(await client.DeleteAsync(location), HttpStatusCode.NotFound, "not-found");
        await Newsroom.AssertProblemAsync(await client.GetAsync(location), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Has_one_entry_for_one_term()
    {
        var word = Word();
        await AddAsync(Term(word));
        await Newsroom.AssertProblemAsync(await AddAsync(Term(word.ToUpperInvariant())), HttpStatusCode.Conflict, "term-exists");
        using var other = await AddAsync(Term(Word()));
        await Newsroom.AssertProblemAsync(await ChangeAsync(other.Headers.Location!, Term(word), "\"1\""), HttpStatusCode.Conflict, "term-exists");
    }

    [Fact]
    public async Task Is_searched_for_words_of_any_language_and_never_for_a_pattern()
    {
        var word = Word();
        await AddAsync(Term(word, $"Послание {word[8..]}", note: $"100 % {word[8..]}"));
        async Task<int> FoundAsync(string words) =>
            (await newsroom.Translator().Client.GetFromJsonAsync<JsonElement>($"/api/glossary?q={Uri.EscapeDataString(words)}")).GetProperty("items").GetArrayLength();

        Assert.Equal((1, 1, 1), (await FoundAsync(word.ToUpperInvariant()), await FoundAsync($"послание {word[8..]}"), await FoundAsync($"100 % {word[8..]}")));
        Assert.Equal((0, 0), (await FoundAsync($"1_0 % {word[8..]}"), await FoundAsync($"% {word[8..]}%")));
        await Newsroom.AssertProblemAsync(await newsroom.Translator().Client.GetAsync(new Uri("/api/glossary?q=a%00b", UriKind.Relative)), HttpStatusCode.BadRequest, "bad-query");
    }

    [Fact]
    public async Task Adds_once_for_one_key()
    {
        var (word, key) = (Word(), Guid.CreateVersion7().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AddAsync(Term(word), key)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        await Newsroom.AssertProblemAsync(await AddAsync(Term(Word()), key), HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Theory]
    [InlineData("""{"sourceLanguage":"de","source":"a","targets":{"ru":"б"}}""", 422)]
    [InlineData("""{"sourceLanguage":"en","source":" ","targets":{"ru":"б"}}""", 422)]
    [InlineData("""{"sourceLanguage":"en","source":"a\nb","targets":{"ru":"б"}}""", 422)]
    [InlineData("""{"sourceLanguage":"en","source":"a","targets":{}}""", 422)]
    [InlineData("""{"sourceLanguage":"en","source":"a","targets":{"en":"b"}}""", 422)]
    [InlineData("""{"sourceLanguage":"en","source":"a","targets":{"ru":"\u200b"}}""", 422)]
    [InlineData("""{"sourceLanguage":"en","source":"a","targets":{"ru":null}}""", 422)]
    [InlineData("""{"sourceLanguage":"en","source":"a","targets":{"ru":7}}""", 400)]
    [InlineData("""{"sourceLanguage":"en","source":"a"}""", 400)]
    [InlineData("""{"sourceLanguage":"en","source":null,"targets":{"ru":"б"}}""", 400)]
    [InlineData("""{"sourceLanguage":"en","source":"a","targets":{"ru":"б"},"forbidden":[]}""", 400)]
    public async Task Refuses(string body, int status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await newsroom.Translator().Client.PostAsync(new Uri("/api/glossary", UriKind.Relative), content);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Suggests_a_term_in_whatever_form_it_stands()
    {
        await AddAsync(Term("Мемлекет басшысы", "Глава государства", "kk"));
        await AddAsync(Term("халық", "народ", "kk"));
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted(1, about.Document("Мемлекет басшысының халқына сөзі.", "Тақырып", "kk")));
        var task = await newsroom.QueuedAsync(about);
        var translator = newsroom.Translator();
        var segment = (await translator.SegmentsAsync(task))["Мемлекет басшысының халқына сөзі."].GetProperty("id").GetString();
        var page = await Newsroom.OkAsync(translator.Client.GetAsync(new Uri($"/api/translations/{task}/segments/{segment}/suggestions", UriKind.Relative)));
        Assert.Equal(
            [("glossary", "Глава государства"), ("glossary", "народ")],
            page.GetProperty("items").EnumerateArray().Select(each => (each.GetProperty("origin").GetString(), each.GetProperty("target").GetString())));
    }

    [Theory]
    [InlineData("kk", "Қазақстанның", "Қазақстан")]
    [InlineData("kk", "президентінің", "президент")]
    [InlineData("kk", "дамытуға", "дамыту")]
    [InlineData("kk", "Жолдауында", "Жолдау")]
    [InlineData("kk", "кітаптарымыздағы", "кітап")]
    [InlineData("kk", "бағдарламасын", "бағдарлама")]
    [InlineData("kk", "халқы", "халық")]
    [InlineData("kk", "орны", "орын")]
    [InlineData("kk", "кітабы", "кітап")]
    [InlineData("ru", "государственной программы", "государственная программа")]
    [InlineData("ru", "Послания", "Послание")]
    [InlineData("ru", "президентом", "президент")]
    [InlineData("en", "the strategies of nations", "strategy")]
    public void Finds_a_word_in_its_forms(string language, string text, string term) => Assert.True(WordForms.Contains(text, term, language));

    [Theory]
    [InlineData("kk", "қазандық", "қазақ")]
    [InlineData("ru", "председатель", "президент")]
    [InlineData("en", "presidency", "press")]
    public void Does_not_take_one_word_for_another(string language, string text, string term) => Assert.False(WordForms.Contains(text, term, language));
}
