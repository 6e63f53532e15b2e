using System.Text.RegularExpressions;

namespace NanoAgent.Schemes;

/// <summary>What may not be said of a product. The label's rules of use restrict wording; these are the words that this project bars.</summary>
/// <remarks>適合ラベル and 自己適合宣言 are the scheme's own terms and stay allowed; 認証 alone means authentication.</remarks>
public static partial class Wording
{
    /// <summary>The first barred expression in a text, or null.</summary>
    public static string? FindForbidden(string text)
    {
        Match match = Barred().Match(text);
        return match.Success ? match.Value : null;
    }

    [GeneratedRegex(
        @"\b(conformant|certified|approved|(fully|completely|absolutely|perfectly) secure|free of vulnerabilities|officially endorsed)\b"
        + "|適合製品|適合済|適合して(いる|います|おり)|適合品|準拠して(いる|います)|準拠製品|認証済み?製品|認証取得|認定済|認定製品|認定取得|承認済|公認"
        + "|(完全|絶対)に安全|安全(性)?(が|を)保証|脆弱性(は|が)(ありません|存在しません|ない製品)|適合予定|申請中",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Barred();
}
