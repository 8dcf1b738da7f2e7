using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Akorda.Desk.Tests;

/// <summary>A browser without script: it keeps cookies, and follows what it is told to follow.</summary>
public sealed class Browser(Uri newsroom) : IDisposable
{
    private readonly CookieContainer cookies = new();
    private HttpClient? http;

    private HttpClient Http => http ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = newsroom };

    public CookieCollection Cookies => cookies.GetCookies(newsroom);

    public void Dispose() => http?.Dispose();

    /// <summary>One request, whatever it answers.</summary>
    public Task<HttpResponseMessage> AskAsync(string path, bool background = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        if (background) request.Headers.Add("X-Background", "1");
        return Http.SendAsync(request);
    }

    /// <summary>A page, over every redirect on the way.</summary>
    public async Task<IDocument> OpenAsync(string path) => await PageOfAsync(await AskAsync(path), path);

    /// <summary>Sends the form that fits a selector, with its hidden fields and these.</summary>
    public async Task<IDocument> SendAsync(IDocument page, string form, params (string Name, string Value)[] fields)
    {
        var sent = (IHtmlFormElement)page.QuerySelector(form)!;
        var values = sent.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(field => KeyValuePair.Create(field.Name!, field.Value)).Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var action = sent.GetAttribute("action")!;
        return await PageOfAsync(await Http.PostAsync(action, new FormUrlEncodedContent(values)), action);
    }

    /// <summary>Goes through the sign-in form.</summary>
    public async Task<IDocument> SignInAsync(string name, string path = "/drafts/new") =>
        await SendAsync(await OpenAsync(path), "main form", ("username", name), ("password", DeskHost.Password));

    private async Task<IDocument> PageOfAsync(HttpResponseMessage response, string asked)
    {
        var address = new Uri(newsroom, asked);
        for (var redirects = 0; response.Headers.Location is { } location; redirects++)
        {
            Assert.True(redirects < 10, $"{asked} leads in circles, last to {location}");
            address = new Uri(address, location);
            response = await AskAsync(address.AbsoluteUri);
        }
        return await BrowsingContext.New(Configuration.Default).OpenAsync(async content => content.Content(await response.Content.ReadAsStringAsync()).Address(address.AbsoluteUri).Status(response.StatusCode));
    }
}
