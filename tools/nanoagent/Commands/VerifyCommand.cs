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
        Option<FileInfo> endorser = Endorser();
        Option<bool> json = Options.Json();
        var command = new Command("verify", "re-checks a token, an attestation result or a whole pack, offline; exits by genuineness, not by the rows' states") { what, keys, endorser, allow, json };
        command.SetAction(p => Verify(terminal, p.GetRequiredValue(what), p.GetValue(keys), p.GetValue(endorser), p.GetValue(allow), p.GetValue(json)));
        return command;
    }

    private static int Verify(Terminal terminal, string what, FileInfo? keys, FileInfo? endorser, bool allowUnauthenticated, bool json)
    {
        byte[]? keySet = keys is null ? null : InputFile.Read(keys.FullName);

        if (what != "-" && IsPack(what))
        {
            return VerifyPack(terminal, what, keySet, ReadEndorsers(endorser), allowUnauthenticated, json);
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

    private static int VerifyPack(Terminal terminal, string path, byte[]? keySet, IReadOnlyList<Endorser>? endorsers, bool allowUnauthenticated, bool json)
    {
        IReadOnlyList<CollectorKey>? expected = keySet is null ? null : ReadKeys(keySet);
        PackReport report = Check(path, expected, endorsers);

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
            PackReportText.Lines(report).ToList().ForEach(terminal.Print);
        }

        bool isGood = report.Verdict == PackVerdict.Authentic || (report.Verdict == PackVerdict.Unauthenticated && allowUnauthenticated);
        PackReportText.Conclusion(report, isGood, DateTimeOffset.UtcNow).ToList().ForEach(line => terminal.Say(line.StartsWith(' ') ? line : $"nanoagent: {line}"));
        return isGood ? ExitCode.Good : ExitCode.No;
    }

    /// <summary>Reads and checks a pack.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    public static PackReport Check(string path, IReadOnlyList<CollectorKey>? expected, IReadOnlyList<Endorser>? endorsers = null)
    {
        try
        {
            return PackVerifier.Verify(path, expected, endorsers);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw ToolException.WrongUse($"cannot read {path}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary><c>--endorser</c>: whose endorsements are expected.</summary>
    public static Option<FileInfo> Endorser() => new("--endorser") { Description = "the endorsers' keys to expect, a JWK or JWK Set from the endorser: without them endorsements are checked by the keys that the pack carries, which the collector trusts" };

    /// <summary>Reads expected endorsers; null when there is no file.</summary>
    /// <exception cref="ToolException">They are no keys.</exception>
    public static IReadOnlyList<Endorser>? ReadEndorsers(FileInfo? file) => file is null ? null : EndorserSet.TryRead(InputFile.Read(file.FullName))
        ?? throw ToolException.WrongUse($"{file.Name} is no JWK or JWK Set with a P-256 key", "the endorser prints it with `nanoagent endorse key`");

    /// <summary>Reads expected keys.</summary>
    /// <exception cref="ToolException">They are no keys of known roles.</exception>
    public static IReadOnlyList<CollectorKey> ReadKeys(byte[] keySet) => KeySet.TryRead(keySet) is { Count: > 0 } keys
        ? keys
        : throw ToolException.WrongUse("the key file is no JWK Set with keys of a known role", "the demo and `declare` write one beside the pack: keys.json");
}
