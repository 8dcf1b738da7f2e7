using System.Text.Json.Nodes;
using Akorda.Sandbox.Telegram;

namespace Akorda.Sandbox.Tests;

public sealed class ImitatingTelegram : IDisposable
{
    private readonly ANetwork telegram = new((journal, pictures) => new TelegramNetwork(journal, pictures));

    [Fact]
    public void The_same_message_twice_is_two_messages()
    {
        Assert.Equal(1, (long)Send("Сәлем").Body["result"]!["message_id"]!);
        Assert.Equal(2, (long)Send("Сәлем").Body["result"]!["message_id"]!);
    }

    [Fact]
    public void Links_are_found_by_the_network_itself()
    {
        var entity = Send("Қараңыз: https://a.kz/1.").Body["result"]!["entities"]![0]!;
        Assert.Equal("""{"offset":9,"length":14,"type":"url"}""", entity.ToJsonString());
    }

    [Fact]
    public void The_limit_is_counted_in_UTF_16_units()
    {
        Assert.Equal(200, Send(new string('ж', 4096)).Status);
        Refuses(400, "Bad Request: message is too long", Send(new string('ж', 4097)));
        Refuses(400, "Bad Request: message text is empty", Send("  "));
    }

    [Fact]
    public void Strangers_and_unknown_chats_are_refused()
    {
        Refuses(401, "Unauthorized", telegram.Call("POST", "/bot99:else/sendMessage", new() { ["chat_id"] = "@sandbox_kk", ["text"] = "x" }));
        Refuses(400, "Bad Request: chat not found", Do("sendMessage", new() { ["chat_id"] = "@sandbox_ru", ["text"] = "x" }));
        Refuses(404, "Not Found", Do("sendPigeon", []));
    }

    [Fact]
    public void An_edit_that_changes_nothing_is_refused()
    {
        Send("one");
        Refuses(400, "Bad Request: message is not modified", Edit("one"));
        Assert.Equal(200, Edit("two").Status);
        Refuses(400, "Bad Request: message is not modified", Edit("two"));
    }

    [Fact]
    public void A_post_can_be_deleted_for_two_days()
    {
        Send("one");
        Send("two");
        Assert.Equal(200, Delete(1).Status);
        Refuses(400, "Bad Request: message to delete not found", Delete(1));
        telegram.Now += TimeSpan.FromHours(48);
        Refuses(400, "Bad Request: message can't be deleted", Delete(2));
    }

    [Fact]
    public void A_copy_names_its_origin_and_what_is_gone_cannot_be_copied()
    {
        Send("one");
        var copy = Forward(1).Body["result"]!;
        Assert.Equal(("one", 1L, "sandbox_kk"), ((string)copy["text"]!, (long)copy["forward_origin"]!["message_id"]!, (string)copy["forward_origin"]!["chat"]!["username"]!));
        Refuses(400, "Bad Request: message to forward not found", Forward(2));
        Delete(1);
        Refuses(400, "Bad Request: message to forward not found", Forward(1));
        Assert.DoesNotContain(telegram.Changes, change => change.Post.Account == "sandbox_kk_audit" && change.Post.Public);
    }

    public void Dispose() => telegram.Dispose();

    private (int Status, JsonNode Body) Do(string method, JsonObject parameters) => telegram.Call("POST", "/bot1:sandbox-telegram-kk/" + method, parameters);
    private (int Status, JsonNode Body) Send(string text) => Do("sendMessage", new() { ["chat_id"] = "@sandbox_kk", ["text"] = text });
    private (int Status, JsonNode Body) Edit(string text) => Do("editMessageText", new() { ["chat_id"] = "@sandbox_kk", ["message_id"] = 1, ["text"] = text });
    private (int Status, JsonNode Body) Delete(int id) => Do("deleteMessage", new() { ["chat_id"] = "@sandbox_kk", ["message_id"] = id });
    private (int Status, JsonNode Body) Forward(int id) => Do("forwardMessage", new() { ["chat_id"] = "@sandbox_kk_audit", ["from_chat_id"] = "@sandbox_kk", ["message_id"] = id });

    private static void Refuses(int status, string description, (int Status, JsonNode Body) reply)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal(status, (int)reply.Body["error_code"]!);
        Assert.StartsWith(description, (string)reply.Body["description"]!, StringComparison.Ordinal);
    }
}
