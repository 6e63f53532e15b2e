using System.CommandLine;
using System.Text;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent verify FILE|DIR|- [--keys JWKS]</c>: a token, an attestation result or an evidence pack, offline.</summary>
internal static class VerifyCommand
{
    private static readonly byte[] _zip = [(byte)'P', (byte)'K', 3, 4];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var what = new Argument<string>("FILE|DIR|-") { Description = "an evidence pack (folder or zip), a token, or an attestation result; - reads a token from standard input" };
        var keys = new Option<FileInfo>("--keys") { Description = "the keys to expect, a JWK Set: without them nobody vouches for the signer, and the answer is no" };
        var allow = new Option<bool>("--allow-unauthenticated") { Description = "a pack whose signer nobody vouches for is only a warning" };
        Option<bool> json = Options.Json();
        var command = new Command("verify", "re-checks a token, an attestation result or a whole pack, offline; exits by genuineness, not by the rows' states") { what, keys, allow, json };
        command.SetAction(p => Verify(terminal, p.GetRequiredValue(what), p.GetValue(keys), p.GetValue(allow), p.GetValue(json)));
        return command;
    }

    private static int Verify(Terminal terminal, string what, FileInfo? keys, bool allowUnauthenticated, bool json)
    {
        byte[]? keySet = keys is null ? null : InputFile.Read(keys.FullName);

        if (what != "-" && IsPack(what))
        {
            return VerifyPack(terminal, what, keySet, allowUnauthenticated, json);
        }

        byte[] text = what == "-" ? Encoding.UTF8.GetBytes(terminal.Input.ReadToEnd()) : InputFile.Read(what);
        return JwsVerification.Run(terminal, text, keySet, json);
    }

    private static bool IsPack(string path)
    {
        if (Directory.Exists(path))
        {
            return true;
        }

        byte[] bytes = InputFile.Read(path);
        return bytes.AsSpan().StartsWith(_zip);
    }

    private static int VerifyPack(Terminal terminal, string path, byte[]? keySet, bool allowUnauthenticated, bool json)
    {
        IReadOnlyList<CollectorKey>? expected = keySet is null ? null : ReadKeys(keySet);
        PackReport report = Check(path, expected);

        if (report.Verdict == PackVerdict.NotAPack)
        {
            throw ToolException.WrongUse($"{path} is no evidence pack");
        }

        if (json)
        {
            terminal.PrintJson(report);
        }
        else
        {
            Print(terminal, report);
        }

        bool isGood = report.Verdict == PackVerdict.Authentic || (report.Verdict == PackVerdict.Unauthenticated && allowUnauthenticated);
        Conclude(terminal, report, isGood);
        return isGood ? ExitCode.Good : ExitCode.No;
    }

    /// <summary>Checks a pack; what cannot be read is wrong use.</summary>
    internal static PackReport Check(string path, IReadOnlyList<CollectorKey>? expected)
    {
        try
        {
            return PackVerifier.Verify(path, expected);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw ToolException.WrongUse($"cannot read {path}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static IReadOnlyList<CollectorKey> ReadKeys(byte[] keySet) => KeySet.TryRead(keySet) is { Count: > 0 } keys
        ? keys
        : throw ToolException.WrongUse("the key file is no JWK Set with keys of a known role", "the demo and `declare` write one beside the pack: keys.json");

    private static void Print(Terminal terminal, PackReport report)
    {
        foreach (PackProblem problem in report.Problems)
        {
            string fault = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(problem.Fault.ToString());
            terminal.Print($"{problem.File}: {fault}{(problem.Detail.Length > 0 ? ": " + problem.Detail : "")}");
        }

        if (report.Problems.Count > 0)
        {
            return;
        }

        terminal.Print($"{report.Files} files as signed; {report.Units} units, {report.Tokens} tokens, {report.Ears} attestation results, {report.Proofs} log proofs checked");

        foreach (PackRow row in report.Rows)
        {
            terminal.Print($"{row.Criterion}  {Words.Of(row.State)}");
        }
    }

    private static void Conclude(Terminal terminal, PackReport report, bool isGood)
    {
        foreach (string note in report.Notes)
        {
            terminal.Say($"nanoagent: note: {note}");
        }

        switch (report.Verdict)
        {
            case PackVerdict.Authentic:
                terminal.Say($"nanoagent: genuine{Watermark(report)}: signed by the expected key {report.Signer}");
                break;
            case PackVerdict.Unauthenticated:
                terminal.Say($"nanoagent: {(isGood ? "warning" : "error")}: the pack is consistent, but nobody vouches for its signer");
                report.Keys.ToList().ForEach(k => terminal.Say($"  {Enum.GetName(k.Role)!.ToLowerInvariant(),-6} {k.Thumbprint}"));
                terminal.Say("nanoagent: hint: get the vendor's keys by another way and give them with --keys");
                break;
            default:
                terminal.SayError($"the pack is not what was signed: {report.Problems.Count} problems");
                break;
        }
    }

    private static string Watermark(PackReport report) => report.Demonstration ? " (a demonstration of virtual units)" : "";
}
