using System.Text.Json;

namespace NanoAgent.Schemes;

/// <summary>Finds <c>null</c> where the framework's strict reading lets it pass: among the elements of a list, and as a value of a dictionary.</summary>
public static class JsonNulls
{
    private const byte NewLine = (byte)'\n';

    /// <summary>Finds one that is an element of a list; nothing that is read here has lists of values that may be missing.</summary>
    /// <param name="utf8">JSON that was read before.</param>
    /// <returns>Its line, 1 or more, or 0.</returns>
    public static long FindInList(ReadOnlySpan<byte> utf8) => Find(utf8, inListsOnly: true);

    /// <summary>Finds one wherever it stands: what a program wrote leaves out what is not there.</summary>
    /// <param name="utf8">JSON that was read before.</param>
    /// <returns>Its line, 1 or more, or 0.</returns>
    public static long FindAny(ReadOnlySpan<byte> utf8) => Find(utf8, inListsOnly: false);

    private static long Find(ReadOnlySpan<byte> utf8, bool inListsOnly)
    {
        var reader = new Utf8JsonReader(utf8);
        var lists = new Stack<bool>();

        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    lists.Push(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    lists.Pop();
                    break;
                case JsonTokenType.Null when !inListsOnly || (lists.TryPeek(out bool isList) && isList):
                    return utf8[..(int)reader.TokenStartIndex].Count(NewLine) + 1;
                default:
                    break;
            }
        }

        return 0;
    }
}
