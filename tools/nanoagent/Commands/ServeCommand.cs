using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Watching;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent serve</c>: the collector.</summary>
internal static class ServeCommand
{
    private const int MostDaysKept = 100 * 365;

    // A year.
    private const int MostHoursSilent = 366 * 24;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<Uri> urls = Options.Address("--urls", "where it listens; https with a certificate of its own that devices pin; a host name stands for all addresses of the machine");
        urls.DefaultValueFactory = _ => new Uri("https://127.0.0.1:8443");
        Option<DataLocation> data = Options.Data();
        var adopt = new Option<bool>("--adopt-keys") { Description = "take the folder's keys and certificate, though the database knows others, and make lost ones anew: after a database or a folder was put back from a backup, or without one; an act in the log says who did so and why (--by, --why)" };
        Option<string> by = Options.ByUnlessUser("who does what --adopt-keys and --stale-after change");
        Option<string> why = Options.Line("--why", "the reason", Options.MaxReasonLength);
        why.Required = false;
        Option<KeyPlace> keys = Options.Keys("where the keys for results, log and packs are made at the first start and must lie at each: a PKCS#11 URI with module-path, or files; left out, wherever they are");
        var names = new Option<string[]>("--name") { Description = "a further name or address under which units know it, for its certificate; may be given several times" };
        Option<IPAddress[]> proxies = Proxies();
        Option<Uri> announce = Options.Address("--announce", "the https address to which units are told to come from now on, in the announcement that the log's key signs");
        Option<int?> keep = Options.Number("--keep-tokens", "days after which tokens that no declaration needs are dropped, their leaves in the log staying, and left out none ever is", 1, MostDaysKept);
        Option<int?> stale = Options.Number("--stale-after", "hours after which a silent unit is stale, kept in the database from now on (36 until it is said): more than the time between two reports; a change stands in the log", 1, MostHoursSilent);
        var events = new Option<bool>("--events-json") { Description = "write what happens to standard error, one JSON object a line" };
        Option<Uri> otlp = Options.Address("--otlp", "where OpenTelemetry metrics and traces go, by OTLP over HTTP, such as http://127.0.0.1:4318");
        Option<Uri> webhook = Options.Webhook("where drift of a filed declaration is posted as JSON, once a change: https, or http to this machine");
        var command = new Command("serve", "runs the collector until it is stopped") { urls, names, proxies, announce, data, keys, adopt, keep, stale, by, why, events, otlp, webhook };
        command.Validators.Add(result =>
        {
            if (result.GetValue(adopt) && (result.GetResult(by) is not { Implicit: false } || result.GetResult(why) is null))
            {
                result.AddError("--adopt-keys is a person's act that stays in the log: say --by NAME and --why REASON");
            }
        });
        command.SetAction((parsed, cancel) => ServeAsync(
            terminal,
            parsed.GetRequiredValue(data).ToOptions() with
            {
                Url = parsed.GetRequiredValue(urls),
                Names = parsed.GetValue(names) ?? [],
                Proxies = parsed.GetValue(proxies) ?? [],
                Keys = parsed.GetValue(keys),
                Announced = parsed.GetValue(announce),
                AdoptsKeys = parsed.GetValue(adopt) ? new KeyAdoption(parsed.GetRequiredValue(by), parsed.GetRequiredValue(why)) : null,
                KeepTokens = parsed.GetValue(keep) is int days ? TimeSpan.FromDays(days) : null,
                StaleAfter = parsed.GetValue(stale) is int hours ? new SilenceRule(TimeSpan.FromHours(hours), parsed.GetRequiredValue(by), parsed.GetValue(why) ?? "serve --stale-after") : null,
                Events = parsed.GetValue(events) ? EventFormat.Json : null,
                Otlp = parsed.GetValue(otlp),
                Webhook = parsed.GetValue(webhook),
                Migrates = (from, to) => terminal.Say($"nanoagent: brings the data of an earlier release from schema {from} to {to}; when it is cut off, the data stay as they were and the next start begins anew"),
            },
            cancel));
        return command;
    }

    private static Option<IPAddress[]> Proxies() => new("--proxy")
    {
        Description = "the IP address of a proxy on another machine (nginx), which is believed when it says for whom it asks (X-Forwarded-For); may be given several times",
        CustomParser = result =>
        {
            var addresses = new List<IPAddress>();

            foreach (string text in result.Tokens.Select(token => token.Value))
            {
                if (IPAddress.TryParse(text, out IPAddress? address))
                {
                    addresses.Add(address);
                }
                else
                {
                    result.AddError($"--proxy takes an IP address, not \"{text}\"");
                }
            }

            return [.. addresses];
        },
    };

    private static async Task<int> ServeAsync(Terminal terminal, CollectorOptions options, CancellationToken cancel)
    {
        try
        {
            await using CollectorHost host = await CollectorHost.StartAsync(options, cancel);
            host.Services.OperatorToken();
            string caPath = Path.Combine(options.DataFolder, "tls", "ca.pem");
            terminal.Say($"nanoagent: {host.Services.Id} listens on {host.Url}");

            bool isAnyAddress = IPAddress.TryParse(options.Url.Host, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

            if (isAnyAddress && options.Names.Count == 0)
            {
                terminal.Say($"nanoagent: {options.Url.Host} is no name under which a unit finds it: say with --name how units reach this machine, or they refuse its certificate");
            }

            terminal.Say($"nanoagent: devices pin {caPath}; programs show the token in {Path.Combine(options.DataFolder, "operator.token")}");

            if (host.Services.Operators.FirstRunSecret() is string secret)
            {
                // Events go to a journal that others may read; the secret is for whoever owns the folder.
                string shown = options.Events is null ? $"the one-time secret {secret} (kept in" : "the one-time secret (in";
                Uri page = new UriBuilder(host.Url) { Path = "/signin", Host = isAnyAddress && options.Names.Count > 0 ? options.Names[0] : host.Url.Host }.Uri;
                terminal.Say($"nanoagent: first run: sign in on {page} with {shown} {Path.Combine(options.DataFolder, "first-run.secret")})");
            }

            terminal.Say("nanoagent: stop with Ctrl+C");
            await host.WaitForShutdownAsync(cancel);
            return ExitCode.Good;
        }
        catch (ArgumentException e)
        {
            throw ToolException.WrongUse(e);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException)
        {
            throw ToolException.Environment(e.Message.ReplaceLineEndings(" "));
        }
        catch (Exception e) when (e.GetBaseException() is SocketException)
        {
            throw ToolException.Environment($"cannot listen on {options.Url}: {e.Message.ReplaceLineEndings(" ")}", "choose another port with --urls");
        }
    }
}
