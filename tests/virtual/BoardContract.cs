using System.Text.RegularExpressions;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Tests.Virtual;

/// <summary>
/// What any board must meet, whoever wrote it: the bounds and shapes of <c>agent/board</c>. It judges the board, not the
/// product: a weak product on a sound board breaks nothing here.
/// </summary>
public static partial class BoardContract
{
    /// <summary>Everything in which the board does not meet the contract; empty when it does.</summary>
    public static IReadOnlyList<string> Violations(IBoard board)
    {
        var found = new List<string>();
        void Need(bool holds, string what)
        {
            if (!holds)
            {
                found.Add(what);
            }
        }

        Identity(board.Identity, Need);
        Clock(board.Clock, Need);
        Random(board, Need);
        Flash(board.Flash, Need);
        Credentials(board.Credentials, Need);
        Services(board.Services, Need);
        Endpoints(board.Endpoints, Need);
        Update(board.Update, Need);
        Storage(board.Storage, Need);
        Interfaces(board.Interfaces, Need);
        Settings(board.Settings, Need);
        Eraser(board.Eraser, Need);
        EventLog(board.EventLog, Need);
        Software(board.Software, Need);
        Support(board.Support, Need);
        return found;
    }

    private static bool Has(IPart? part) => part is { Presence: Presence.Present };

    private static bool IsName(string? name) => name != null && Name().IsMatch(name);

    private static bool IsPrintable(string? text, int least) =>
        text != null && text.Length >= least && text.Length <= 32 && text.All(c => c is >= ' ' and <= '~');

    private static void Identity(IIdentity identity, Action<bool, string> need)
    {
        need(identity != null, "identity is never null");
        need(identity!.Ueid is { Length: > 0 }, "a UEID is there");
        need(identity.Ueid.AsSpan().SequenceEqual(identity.Ueid), "the UEID stays the same");
        need(IsPrintable(identity.Model, 1), "model of 1 to 32 printable characters");
        need(IsPrintable(identity.FirmwareName, 1), "firmware name of 1 to 32 printable characters");
        need(IsPrintable(identity.FirmwareVersion, 1), "firmware version of 1 to 32 printable characters");
    }

    private static void Clock(IClock clock, Action<bool, string> need)
    {
        need(clock != null, "clock is never null");
        long before = clock!.UptimeMs;
        need(before >= 0, "uptime is not negative");
        need(clock.UptimeMs >= before, "uptime does not go back");
        need(clock.UtcSeconds >= 0, "time is not before 1970");
    }

    private static void Random(IBoard board, Action<bool, string> need)
    {
        need(board.Random != null, "random is never null");
        byte[] one = new byte[1];
        board.Random!.Fill(one);
        byte[] bytes = new byte[64];
        board.Random.Fill(bytes);
        need(bytes.Any(b => b != 0), "random fills the whole buffer");
    }

    private static void Flash(IFlash flash, Action<bool, string> need)
    {
        const string Scratch = "contract.tmp";
        need(flash != null, "flash is never null");
        byte[] data = [1, 2, 3, 4, 5];
        flash!.Write(Scratch, data, 1, 3);
        flash.Append(Scratch, data, 4, 1);
        byte[] read = new byte[8];
        need(flash.Exists(Scratch) && flash.Length(Scratch) == 4, "a written file is there, with its length");
        need(flash.Read(Scratch, 0, read, 2, 6) == 4 && read.AsSpan(2, 4).SequenceEqual(new byte[] { 2, 3, 4, 5 }), "what was written is read");
        need(flash.Read(Scratch, 4, read, 0, 4) == 0, "nothing is read past the end");
        flash.Sync();
        flash.Delete(Scratch);
        flash.Delete(Scratch);
        flash.Sync();
        need(!flash.Exists(Scratch) && flash.Length(Scratch) == 0 && flash.Read(Scratch, 0, read, 0, 1) == 0, "a deleted file is gone");
        need(flash.FreeBytes >= -1, "free bytes, or -1");
    }

    private static void Credentials(ICredentials? credentials, Action<bool, string> need)
    {
        if (!Has(credentials))
        {
            return;
        }

        ICredential[] all = [.. Enumerable.Range(0, credentials!.Count).Select(credentials.At)];
        need(all.Length <= 16, "at most 16 credentials");
        need(all.All(c => IsName(c.Name)), "credentials have public names");
        need(all.Select(c => c.Name).Distinct().Count() == all.Length, "no two credentials of one name");
        need(all.Count(c => c.IsProbeAccount) <= 1, "one probe account at most");
        need(all.All(c => c.IsProbeAccount == (c.ProbeValue != null)), "the probe account's value, and no other's, is handed out");

        foreach (ICredential credential in all)
        {
            need(credential.Guess("no-such-value-in-any-unit") != Attempt.Accepted, "a value that was never set does not open");
            need(credential.Guess("") is var empty && Enum.IsDefined(empty), "an empty guess is answered");
            need(!credential.IsProbeAccount || credential.Guess(credential.ProbeValue) is Attempt.Accepted or Attempt.Unknown, "the probe value opens");
            need(credential.Length >= 0, "length is not negative");
        }
    }

    private static void Services(IServices? services, Action<bool, string> need)
    {
        if (!Has(services))
        {
            return;
        }

        need(services!.Count is >= 0 and <= 16, "0 to 16 services");

        for (int i = 0; i < services.Count; i++)
        {
            IService service = services.At(i);
            need(IsName(service.Name), "services have public names");
            need(service.Port is >= 1 and <= 65535, "a port number");
            need(Enum.IsDefined(service.AskWithout()), "a request without credentials is answered");
            need(service.LockoutSecondsAfterReload() >= -1, "seconds of lock-out, or -1");
        }
    }

    private static void Endpoints(IEndpoints? endpoints, Action<bool, string> need)
    {
        if (!Has(endpoints))
        {
            return;
        }

        need(endpoints!.Count is >= 0 and <= 16, "0 to 16 endpoints");

        for (int i = 0; i < endpoints.Count; i++)
        {
            IEndpoint endpoint = endpoints.At(i);
            need(IsName(endpoint.Name), "endpoints have public names");
            need(endpoint.CaExpiresAt >= 0, "an expiry, or 0");
            need(Enum.IsDefined(endpoint.Shake(HandshakeProbe.Genuine)), "a handshake is answered");
        }
    }

    private static void Update(IUpdateMechanism? update, Action<bool, string> need)
    {
        if (!Has(update))
        {
            return;
        }

        byte[] before = update!.RunningDigest();
        need(before == null || before.Length == 32, "a running digest of 32 bytes, or none");
        need(update.Rehearse([], 0) != UpdateVerdict.Accepted, "no image at all is not accepted");
        need(Enum.GetValues<UpdateSample>().All(s => update.Sample(s) is null or { Length: > 0 and <= 2048 }), "samples of at most 2,048 bytes");
    }

    private static void Storage(IStorage? storage, Action<bool, string> need)
    {
        if (Has(storage))
        {
            need(storage!.Count is >= 0 and <= 32, "0 to 32 secrets");
            need(Enumerable.Range(0, storage.Count).All(i => IsName(storage.At(i).Name)), "secrets have public names");
        }
    }

    private static void Interfaces(IInterfaces? interfaces, Action<bool, string> need)
    {
        if (Has(interfaces))
        {
            need(interfaces!.PortsToTry is { Length: <= 64 }, "at most 64 ports to try");
            need(interfaces.DeclaredPorts != null, "declared ports are never null");
            need(interfaces.PortsToTry!.Concat(interfaces.DeclaredPorts!).All(p => p is >= 1 and <= 65535), "port numbers");
        }
    }

    private static void Settings(ISettings? settings, Action<bool, string> need)
    {
        if (Has(settings))
        {
            byte[] digest = settings!.Digest();
            need(digest is { Length: 32 }, "a settings digest of 32 bytes");
            need(digest.AsSpan().SequenceEqual(settings.Digest()), "the digest stays while nothing changes");
        }
    }

    private static void Eraser(IEraser? eraser, Action<bool, string> need)
    {
        if (Has(eraser))
        {
            need(eraser!.StoreCount is >= 0 and <= 16, "0 to 16 stores");
            need(Enumerable.Range(0, eraser.StoreCount).All(i => IsName(eraser.StoreName(i))), "stores have public names");
        }
    }

    private static void EventLog(IEventLog? log, Action<bool, string> need)
    {
        if (Has(log))
        {
            uint before = log!.Count;
            need(log.Head() is null or { Length: 32 }, "a head of 32 bytes, or none");
            need(log.Contains("no such text in any log") != Answer.Yes, "what was never logged is not found");
            need(log.Count >= before, "the count does not shrink");
            need(log.BoundBytes >= -1, "a bound, 0 or -1");
        }
    }

    private static void Software(ISoftware? software, Action<bool, string> need)
    {
        if (!Has(software))
        {
            return;
        }

        need(software!.Count is >= 0 and <= 64, "0 to 64 components");

        for (int i = 0; i < software.Count; i++)
        {
            need(IsPrintable(software.NameAt(i), 1), "a component's name of 1 to 32 printable characters");
            need(software.VersionAt(i) == "" || IsPrintable(software.VersionAt(i), 1), "a component's version, or an empty text");
            need(software.DigestAt(i) is null or { Length: 32 }, "a component's digest of 32 bytes, or none");
        }
    }

    private static void Support(ISupport? support, Action<bool, string> need)
    {
        if (Has(support))
        {
            need(support!.EndsAt >= 0, "an end of support, or 0");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,24}$")]
    private static partial Regex Name();
}
