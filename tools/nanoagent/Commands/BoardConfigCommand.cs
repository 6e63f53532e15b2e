using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NanoAgent.Boards.Configuration;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent board config</c>: the unit file of a real board, and the list by which <c>nanoff</c> puts it there.</summary>
internal static class BoardConfigCommand
{
    /// <summary>Where the firmware reads it.</summary>
    private const string OnTheUnit = @"I:\nanoagent.unit";

    private const string UnitFile = "nanoagent.unit";
    private const string DeploymentFile = "deploy.json";

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Option<string>("--model") { Description = "model designation, 1 to 32 characters", Required = true };
        Option<Uri> collector = Options.Address("--collector", "the collector's https address, as the unit reaches it");
        collector.Required = true;
        var pin = new Option<FileInfo>("--pin") { Description = "the collector's CA certificate, PEM or DER, which the unit pins", Required = true };
        var token = new Option<string>("--enrol") { Description = "a one-time enrolment token; without it the unit waits to be enrolled" };
        var wifi = new Option<string>("--wifi") { Description = "name of the Wi-Fi network; without it the unit uses the one that it knows" };
        var password = new Option<string>("--wifi-password-file") { Description = "the file whose first line is its passphrase, or - for standard input; left out for an open network" };
        var time = new Option<string>("--time-server") { Description = "host name of the time server; the platform's own when left out" };
        var every = new Option<int>("--interval") { Description = "seconds between reports, 60 to 172800", DefaultValueFactory = _ => UnitConfiguration.DefaultInterval };
        var sleep = new Option<bool>("--deep-sleep") { Description = "sleep deeply between reports, for battery" };
        var ports = new Option<int[]>("--port") { Description = "a TCP port that the product needs; may be given up to 16 times", DefaultValueFactory = _ => [] };
        var batch = new Option<string>("--tag-batch") { Description = "name of the production batch, a-z, 0-9 and -; with --tag-key-file, for products with factory-set passwords" };
        var tagKey = new Option<string>("--tag-key-file") { Description = "the file whose first line is the batch's tag key, 16 to 64 random bytes in base64, or - for standard input" };
        var folder = new Option<DirectoryInfo>("--out") { Description = "the folder to write to, for this unit alone", Required = true };
        var serial = new Option<string>("--serialport") { Description = "the port at which the unit hangs, for the list; `nanoff` needs it there when it does nothing else" };
        Option<bool> json = Options.Json();
        var command = new Command("config", "writes the unit file of a real board, and the list for `nanoff --filedeployment`")
        {
            model, collector, pin, token, wifi, password, time, every, sleep, ports, batch, tagKey, folder, serial, json,
        };
        command.SetAction(p =>
        {
            Uri address = p.GetRequiredValue(collector);
            var configuration = new UnitConfiguration
            {
                Model = p.GetRequiredValue(model),
                CollectorHost = Host(address),
                CollectorPort = address.Port,
                CollectorCa = Convert.ToBase64String(Certificate(p.GetRequiredValue(pin).FullName)),
                EnrolmentToken = p.GetValue(token),
                WifiSsid = p.GetValue(wifi),
                WifiPassword = p.GetValue(password) is { } source ? Secret(terminal, source) : null,
                TimeServer = p.GetValue(time),
                IntervalSeconds = p.GetValue(every),
                SleepsDeeply = p.GetValue(sleep),
                DeclaredPorts = p.GetValue(ports) ?? [],
                TagBatch = p.GetValue(batch),
                TagKey = p.GetValue(tagKey) is { } keySource ? Key(keySource, Secret(terminal, keySource)) : null,
            };
            Write(terminal, Checked(configuration), p.GetRequiredValue(folder), p.GetValue(serial), p.GetValue(json));
            return ExitCode.Good;
        });
        return command;
    }

    private static string Host(Uri address) => address is { Scheme: "https", AbsolutePath: "/", Query: "", UserInfo: "" }
        ? address.Host
        : throw ToolException.WrongUse($"the unit needs an https address without a path, not {address}", "such as https://collector.example:8443");

    private static byte[] Certificate(string path)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(InputFile.Read(path)).RawData;
        }
        catch (CryptographicException)
        {
            throw ToolException.WrongUse($"{path} is no certificate");
        }
    }

    private static byte[] Key(string source, string text)
    {
        Span<byte> key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) ? key[..length].ToArray() : throw ToolException.WrongUse($"{source} holds no key in base64");
    }

    // A secret on the command line would stand in the shell's history and in the list of processes.
    private static string Secret(Terminal terminal, string source)
    {
        string text = source == "-" ? terminal.Input.ReadToEnd() : Encoding.UTF8.GetString(InputFile.Read(source));
        return text.Split('\n')[0].TrimEnd('\r');
    }

    /// <summary>The text, read back by the very reader that the firmware has.</summary>
    private static string Checked(UnitConfiguration configuration)
    {
        string text = configuration.ToText();
        ConfigurationFault fault = UnitConfiguration.Read(text, out UnitConfiguration? read, out int line);

        if (fault == ConfigurationFault.None)
        {
            // A value with a line end in it would be read as two entries.
            return Texts(read!) == Texts(configuration) ? text : throw ToolException.WrongUse("a value with a line end in it");
        }

        // The key alone: a value may be a secret.
        string at = line == 0 ? "" : ": " + text.Split('\n')[line - 1].Split('=')[0];
        throw ToolException.WrongUse($"the unit would refuse its file, {Words.Kebab(fault)}{at}", "docs/provisioning.md has the bounds of each entry");
    }

    private static (string, string, string, string, string, string, string, string) Texts(UnitConfiguration c) =>
        (c.Model, c.CollectorHost, c.CollectorCa, c.EnrolmentToken, c.WifiSsid, c.WifiPassword, c.TimeServer, c.TagBatch);

    private static void Write(Terminal terminal, string text, DirectoryInfo folder, string? serialPort, bool json)
    {
        folder.Create();
        string file = Path.Combine(folder.FullName, UnitFile);
        string deployment = Path.Combine(folder.FullName, DeploymentFile);
        WritePrivate(file, text);
        var list = new { serialport = serialPort, files = new[] { new { DestinationFilePath = OnTheUnit, SourceFilePath = file } } };
        WritePrivate(deployment, JsonSerializer.Serialize(list, _indented) + "\n");

        if (json)
        {
            terminal.PrintJson(new { file, deployment });
            return;
        }

        terminal.Print(file);
        terminal.Say($"nanoagent: next: nanoff --serialport {serialPort ?? "PORT"} --filedeployment {deployment}");
    }

    /// <summary>For its owner alone: it may hold a passphrase and a token.</summary>
    private static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
