using System.Text.RegularExpressions;

namespace NanoAgent.Tests.Collector;

/// <summary>What somebody shows is compared with a secret in fixed time, or by its hash: read from the collector's source.</summary>
/// <remarks>
/// It goes by names: a comparison is found when either side is called after a secret. That the ways in compare hashes (operator tokens, one-time secrets, sessions,
/// enrolment tokens) or in fixed time (the folder's token, a nonce's MAC, a shared pack's key, passwords by ASP.NET Core Identity) is what a reader sees beside it.
/// </remarks>
[TestClass]
public sealed partial class SecretComparisonTests
{
    private static readonly string[] _allowed =
    [
        // A MAC address, which is no secret.
        "return said.Any(one => one.EfuseMac != said[0].EfuseMac || one.Serial != said[0].Serial) ? CollectorReasons.EndorsersDiffer : null;",

        // Both sides come from the operator's own machine: is the PIN in the file still the one that the token refused?
        "if (pin == _refusedPin)",
    ];

    [TestMethod]
    public void No_secret_is_compared_byte_by_byte_in_the_collector()
    {
        string[] files = Directory.GetFiles(Repository.At("tools", "collector"), "*.cs", SearchOption.AllDirectories);
        string[] found = [.. files.Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines).Select(line => line.Trim()).Where(IsLeaky)];

        Assert.IsGreaterThan(100, files.Length);
        CollectionAssert.AreEquivalent(_allowed, found, string.Join(Environment.NewLine, found));
    }

    [TestMethod]
    [DataRow("return shown == operatorToken;")]
    [DataRow("if (account.Secret != secret)")]
    [DataRow("bool same = HashOf(token).SequenceEqual(known);")]
    [DataRow("bool same = mac.AsSpan().SequenceEqual(bytes);")]
    [DataRow("return string.Equals(password, shown, StringComparison.Ordinal);")]
    [DataRow("\"SELECT name FROM sessions WHERE token = @token\"")]
    public void A_comparison_that_tells_by_its_time_how_far_it_came_is_noticed(string line) => Assert.IsTrue(IsLeaky(line));

    [TestMethod]
    [DataRow("if (token is null || secret == null)")]
    [DataRow("bool there = hash.Length == 32 && password.Length == 0;")]
    [DataRow("CryptographicOperations.FixedTimeEquals(HashOf(token), HashOf(OperatorToken()))")]
    [DataRow("\"SELECT name FROM operator_secrets WHERE hash = @hash AND expires_at > @now\"")]
    [DataRow("/// <param name=\"token\">As shown == as printed.</param>")]
    public void What_compares_no_secret_or_in_fixed_time_is_let_through(string line) => Assert.IsFalse(IsLeaky(line));

    private static bool IsLeaky(string line) => !line.StartsWith("//", StringComparison.Ordinal) && (Operator().IsMatch(line) || Call().IsMatch(line) || Query().IsMatch(line));

    private const string Secret = @"\b\w*(?:secret|password|token|bearer|cookie|mac|pin)(?:\(\w*\))?";

    [GeneratedRegex(Secret + @"\s*[=!]=(?!\s*(?:null|default|""""|\d))|[\w)\]]\s*[=!]=\s*(?:\w+\.)*" + Secret + @"(?![\w.(])", RegexOptions.IgnoreCase)]
    private static partial Regex Operator();

    [GeneratedRegex(Secret + @"\)?(?:\.AsSpan\([^)]*\))?\.(?:SequenceEqual|Equals)\(|(?<!FixedTime)(?:SequenceEqual|Equals)\([^;]*" + Secret + @"\b", RegexOptions.IgnoreCase)]
    private static partial Regex Call();

    [GeneratedRegex(@"WHERE[^""]*\b(?:secret|password|token|cookie)\s*=\s*@", RegexOptions.IgnoreCase)]
    private static partial Regex Query();
}
