using System.Net;

namespace Akorda.Sandbox.Tests;

public sealed class LookingAtTheWall
{
    [Fact]
    public async Task Posts_are_shown_as_text_never_as_markup()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.TellAsync("Қараңыз <script>alert(1)</script> https://a.kz/1?a=\"b");
        var answer = await sandbox.Http.GetAsync(new Uri("/", UriKind.Relative));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Қараңыз &lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://a.kz/1?a=\"", page, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edited_and_deleted_posts_are_marked()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.TellAsync("one");
        await sandbox.TellAsync("two");
        await sandbox.DoAsync("editMessageText", new { chat_id = "@sandbox_kk", message_id = 1, text = "one, corrected" });
        await sandbox.DoAsync("deleteMessage", new { chat_id = "@sandbox_kk", message_id = 2 });
        var page = await sandbox.Http.GetStringAsync(new Uri("/", UriKind.Relative));
        Assert.Contains("one, corrected", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"mark\">edited", page, StringComparison.Ordinal);
        Assert.Contains("class=\"post deleted\" id=\"telegram-sandbox_kk-2\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_language_or_one_network_can_be_looked_at()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.TellAsync("по-русски", "ru");
        await sandbox.TellAsync("қазақша");
        Assert.DoesNotContain("по-русски", await sandbox.Http.GetStringAsync(new Uri("/?language=kk", UriKind.Relative)), StringComparison.Ordinal);
        Assert.DoesNotContain("қазақша", await sandbox.Http.GetStringAsync(new Uri("/?network=x", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_posts_address_leads_to_it()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.TellAsync("one");
        var answer = await sandbox.Http.GetAsync(new Uri("/telegram/sandbox_kk/1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/#telegram-sandbox_kk-1", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task What_lies_in_the_audit_chat_is_not_shown()
    {
        await using var sandbox = await ATestSandbox.StartAsync();
        await sandbox.TellAsync("one");
        await sandbox.DoAsync("forwardMessage", new { chat_id = "@sandbox_kk_audit", from_chat_id = "@sandbox_kk", message_id = 1 });
        Assert.DoesNotContain("sandbox_kk_audit", await sandbox.Http.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }
}
