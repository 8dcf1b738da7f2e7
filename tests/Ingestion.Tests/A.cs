using System.Text.Json.Nodes;

namespace Akorda.Ingestion.Tests;

/// <summary>What tests send, with defaults for what they are not about.</summary>
internal static class A
{
    /// <summary>A draft with what is required and nothing else, then changed.</summary>
    public static JsonObject Draft(Action<JsonObject>? change = null)
    {
        var draft = new JsonObject
        {
            ["language"] = "kk",
            ["section"] = "events",
            ["rubric"] = "akorda",
            ["occurredOn"] = "2026-11-23",
            ["title"] = "Мемлекет басшысы елшілердің сенім грамоталарын қабылдады",
            ["body"] = "Бірінші абзац.\n\n> Дәйексөз.\n> — Сөйлеуші\n",
        };
        change?.Invoke(draft);
        return draft;
    }
}
