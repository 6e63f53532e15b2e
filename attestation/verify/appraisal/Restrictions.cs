using System.Globalization;
using System.Text.Json;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>The member <c>policy</c> of reference values: it can forbid and tighten, and has no word by which anything is allowed.</summary>
internal static class Restrictions
{
    private const string Forbid = "forbid=";

    private static readonly string[] _bounds = ["check-ms", "cycle-ms", "free-bytes"];

    /// <summary>Reads it; a member or value that is not one of these is a problem, since a restriction that nobody heeds is worse than none.</summary>
    /// <returns>The words for the wire; empty when there is no such member.</returns>
    public static string Read(ClaimReader claims, JsonElement root)
    {
        if (!root.TryGetProperty("policy", out _) || claims.Element("policy", JsonValueKind.Object) is not JsonElement policy)
        {
            return "";
        }

        var words = new List<string>();

        foreach (JsonProperty member in policy.EnumerateObject())
        {
            if (!TryRead(member, words))
            {
                return claims.Invalid("policy." + member.Name, "");
            }
        }

        string text = string.Join(' ', words);
        return text.Length <= Profile.MaxRestrictionsLength ? text : claims.Invalid("policy", "");
    }

    /// <summary>The checks that words for the wire forbid.</summary>
    public static IEnumerable<string> Forbidden(string words) =>
        words.Split(' ').Where(word => word.StartsWith(Forbid, StringComparison.Ordinal)).Select(word => word[Forbid.Length..]);

    private static bool TryRead(JsonProperty member, List<string> words)
    {
        switch (member.Name)
        {
            case "probe" when member.Value.ValueKind == JsonValueKind.False:
                words.Add("probe=no");
                return true;
            case "forbid" when member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(IsCode):
                words.AddRange(member.Value.EnumerateArray().Select(check => Forbid + check.GetString()));
                return true;
            default:
                words.Add(member.Name + "=" + member.Value.GetRawText());
                return _bounds.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Number
                    && int.TryParse(member.Value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out int bound) && bound > 0;
        }
    }

    private static bool IsCode(JsonElement check) => check.ValueKind == JsonValueKind.String && Profile.IsCode(check.GetString());
}
