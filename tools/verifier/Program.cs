using System.Security.Cryptography;
using NanoAgent.Evidence;

// The verifier alone, for whoever receives a pack: nothing of collector, board or device in it.
const int Good = 0, No = 1, WrongUse = 2, Environment = 3;
string? pack = null;
string? keys = null;
string? endorser = null;
string? row = null;
bool allow = false;

for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--keys" when i + 1 < args.Length:
            keys = args[++i];
            break;
        case "--endorser" when i + 1 < args.Length:
            endorser = args[++i];
            break;
        case "--explain" when i + 1 < args.Length:
            row = args[++i];
            break;
        case "--allow-unauthenticated":
            allow = true;
            break;
        case var path when pack is null && !path.StartsWith("--", StringComparison.Ordinal):
            pack = path;
            break;
        default:
            return Usage();
    }
}

if (pack is null)
{
    return Usage();
}

try
{
    IReadOnlyList<CollectorKey>? expected = keys is null ? null : KeySet.TryRead(File.ReadAllBytes(keys)) ?? [];

    if (expected is { Count: 0 })
    {
        return Say(WrongUse, $"error: no JWK Set with keys of a known role: {keys}");
    }

    IReadOnlyList<Endorser>? endorsers = endorser is null ? null : EndorserSet.TryRead(File.ReadAllBytes(endorser)) ?? [];

    if (endorsers is { Count: 0 })
    {
        return Say(WrongUse, $"error: no JWK or JWK Set with a P-256 key: {endorser}");
    }

    PackReport report = PackVerifier.Verify(pack, expected, endorsers);
    bool isGood = report.Verdict == PackVerdict.Authentic || (report.Verdict == PackVerdict.Unauthenticated && allow);
    RowExplanation? explanation = row is null || report.Judged is null ? null : PackExplainer.Explain(report, row);

    foreach (string line in explanation is null ? PackReportText.Lines(report) : ExplanationText.Lines(explanation))
    {
        Console.WriteLine(line);
    }

    if (row is not null && explanation is null && report.Judged is not null)
    {
        return Say(WrongUse, $"error: the pack has no row {row}");
    }

    if (report.Verdict == PackVerdict.NotAPack)
    {
        return Say(WrongUse, $"error: {pack} is no evidence pack");
    }

    return Say(isGood ? Good : No, [.. PackReportText.Conclusion(report, isGood, DateTimeOffset.UtcNow)]);
}
catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
{
    return Say(WrongUse, $"error: {e.Message.ReplaceLineEndings(" ")}");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
{
    // The last: this machine's cryptography does not know P-256. What a pack holds is never an exception.
    return Say(Environment, $"error: {e.Message.ReplaceLineEndings(" ")}");
}

static int Usage() => Say(WrongUse, "error: nanoagent-verify PACK [--keys JWKS] [--endorser JWKS] [--explain ROW] [--allow-unauthenticated]");

static int Say(int code, params string[] lines)
{
    foreach (string line in lines)
    {
        Console.Error.WriteLine($"nanoagent-verify: {line}");
    }

    return code;
}
