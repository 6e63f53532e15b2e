using System.CommandLine;
using NanoAgent.Collector;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent keys list | rotate</c>: the collector's own keys, and the CA that devices pin.</summary>
internal static class KeysCommand
{
    private const string Nonce = "nonce";
    private const string Tls = "tls";

    private static readonly string[] _names = [.. Enum.GetValues<KeyPurpose>().Select(KeyRing.Name), Nonce, Tls];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("keys", "the collector's own keys: for attestation results, log and packs, and the CA that devices pin")
    {
        List(terminal),
        Rotate(terminal),
    };

    private static Command List(Terminal terminal)
    {
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var jwks = new Option<bool>("--jwks") { Description = "print the public keys as a JWK Set, as /v1/keys does" };
        var command = new Command("list", "the keys, the retired and leaked ones included; never a private part") { data, json, jwks };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));

            if (p.GetValue(jwks))
            {
                terminal.Print(collector.Keys.ToJwks());
            }
            else
            {
                Print(terminal, collector, p.GetValue(json));
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static void Print(Terminal terminal, CollectorServices collector, bool json)
    {
        Authority? authority = collector.KeyDesk.Authority;

        if (json)
        {
            terminal.PrintJson(new
            {
                keys = collector.Keys.All.Select(key => new { purpose = KeyRing.Name(key.Purpose), kid = key.KeyId, key.Status, key.Since, key.Until, place = key.Place.ToString() }),
                pin = authority is null ? null : new { sha256 = authority.Thumbprint, overlapUntil = authority.Between?.NotAfter.ToUniversalTime() },
            });
            return;
        }

        foreach (SigningKey key in collector.Keys.All.OrderBy(key => key.Purpose).ThenByDescending(key => key.Since))
        {
            string until = key.Until is DateTimeOffset end ? $" until {end:u}" : "";
            string place = key.Place.Token is { } token ? $" in the token {token.Name}" : "";
            terminal.Print($"{KeyRing.Name(key.Purpose),-5} {key.KeyId} {key.Status.ToString().ToLowerInvariant(),-8} since {key.Since:u}{until}{place}");
        }

        if (authority is null)
        {
            return;
        }

        string overlap = authority.Between is { } between ? $", units that pin the one before are served until {between.NotAfter.ToUniversalTime():u}" : "";
        terminal.Print($"tls   sha256 {authority.Thumbprint}{overlap}");
    }

    private static Command Rotate(Terminal terminal)
    {
        var name = new Argument<string>("KEY") { Description = string.Join(", ", _names) };
        var leaked = new Option<bool>("--leaked") { Description = "the present key is no longer only ours: it is published no more, and a CA gets no overlap" };
        Option<KeyPlace> place = Options.Keys("where the new key for results, log or packs is made: a PKCS#11 URI with module-path, or files; left out, where the present one lies");
        (Option<string> by, Option<string> why) = Options.Person();
        Option<DataLocation> data = Options.Data();
        var command = new Command("rotate", "makes a new key and retires the present one; the act stands in the log") { name, leaked, place, by, why, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            KeyStatus end = p.GetValue(leaked) ? KeyStatus.Leaked : KeyStatus.Retired;
            terminal.Print(Rotate(terminal, collector.KeyDesk, p.GetRequiredValue(name), end, p.GetValue(place), p.GetRequiredValue(by), p.GetRequiredValue(why)));

            if (collector.Store.IsShared)
            {
                terminal.Say("nanoagent: copy keys/ and tls/ to every other collector of this database: until then they go on with the old key, and none starts without the new one");
            }

            return ExitCode.Good;
        });
        return command;
    }

    // Prints what names the new key.
    private static string Rotate(Terminal terminal, KeyDesk keys, string name, KeyStatus end, KeyPlace? place, string by, string why)
    {
        if (place is not null && name is (Nonce or Tls))
        {
            throw ToolException.WrongUse($"--keys is for {string.Join(", ", Enum.GetValues<KeyPurpose>().Select(KeyRing.Name))}: {name} lies in a file");
        }

        switch (name)
        {
            case Nonce:
                keys.RotateNonceKey(by, why);
                terminal.Say("nanoagent: in force at the collector's next start; units then ask for a new challenge");
                return Nonce;
            case Tls:
                string thumbprint = keys.RotateAuthority(end, by, why).Thumbprint;
                terminal.Say(end == KeyStatus.Leaked
                    ? "nanoagent: in force at the next start; units that pin the old CA no longer connect and need the new tls/ca.pem by hand"
                    : $"nanoagent: in force at the next start; give units the new tls/ca.pem within {KeyDesk.PinOverlap.TotalDays:0} days");
                return thumbprint;
            default:
                KeyPurpose purpose = Enum.GetValues<KeyPurpose>().Cast<KeyPurpose?>().FirstOrDefault(known => KeyRing.Name(known!.Value) == name)
                    ?? throw ToolException.WrongUse($"no key {name}", "one of " + string.Join(", ", _names));
                string made = keys.Rotate(purpose, end, by, why, place).KeyId;
                terminal.Say("nanoagent: a running collector signs with it within seconds; hand the new set (`keys list --jwks`) to whoever verifies");
                return made;
        }
    }
}
