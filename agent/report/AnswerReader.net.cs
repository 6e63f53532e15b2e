using System;
using System.Text.Json;

namespace NanoAgent.Report;

/// <summary>Reads the collector's answers. On the desktop with System.Text.Json.</summary>
internal static class AnswerReader
{
    /// <summary>Reads an answer.</summary>
    /// <returns>The answer, or null when it is no JSON object.</returns>
    public static CollectorAnswer Read(byte[] body)
    {
        try
        {
            using (JsonDocument document = JsonDocument.Parse(body))
            {
                return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CollectorAnswer Read(JsonElement root)
    {
        var answer = new CollectorAnswer
        {
            Nonce = Text(root, "nonce"),
            Audience = Text(root, "aud"),
            Receipt = Text(root, "receipt"),
            Refusal = Text(root, "refusal"),
            Policy = Text(root, "policy"),
        };

        if (root.TryGetProperty("head", out JsonElement head) && head.ValueKind == JsonValueKind.Object
            && head.TryGetProperty("size", out JsonElement size) && size.TryGetInt64(out long leaves))
        {
            answer.HeadSize = leaves;
            answer.HeadRoot = Text(head, "root");
        }

        return answer;
    }

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
