using System.Diagnostics.CodeAnalysis;
using NanoAgent.Collector.Keys.Pkcs11;

namespace NanoAgent.Collector.Keys;

/// <summary>Where a key is made and its private part lies: a protected file, or a PKCS#11 token.</summary>
/// <param name="Token">The token; null for a file.</param>
public sealed record KeyPlace(TokenAddress? Token)
{
    private const string FilesName = "files";

    /// <summary>A file in the folder <c>keys/</c>, readable by the owner only.</summary>
    public static readonly KeyPlace Files = new((TokenAddress?)null);

    /// <summary>Reads a place that came from outside.</summary>
    /// <param name="text"><c>files</c>, or a token's address.</param>
    /// <param name="place">The place, or null.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out KeyPlace? place, [NotNullWhen(false)] out string? problem)
    {
        place = null;
        problem = null;

        if (text == FilesName)
        {
            place = Files;
        }
        else if (TokenAddress.TryParse(text, out TokenAddress? token, out problem))
        {
            place = new KeyPlace(token);
        }

        return place is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Token?.ToString() ?? FilesName;
}
