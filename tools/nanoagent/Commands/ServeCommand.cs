using System.CommandLine;
using NanoAgent.Collector;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent serve</c>: the collector.</summary>
internal static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<Uri> urls = Options.Address("--urls", "where it listens; https with a certificate of its own that devices pin");
        urls.DefaultValueFactory = _ => new Uri("https://127.0.0.1:8443");
        Option<DirectoryInfo> data = Options.Data();
        var command = new Command("serve", "runs the collector until it is stopped") { urls, data };
        command.SetAction((parsed, cancel) => ServeAsync(terminal, parsed.GetRequiredValue(urls), parsed.GetRequiredValue(data), cancel));
        return command;
    }

    private static async Task<int> ServeAsync(Terminal terminal, Uri url, DirectoryInfo data, CancellationToken cancel)
    {
        CollectorOptions options = new() { DataFolder = data.FullName, Url = url };

        try
        {
            await using CollectorHost host = await CollectorHost.StartAsync(options, cancel);
            host.Services.OperatorToken();
            string caPath = Path.Combine(data.FullName, "tls", "ca.pem");
            terminal.Say($"nanoagent: {host.Services.Id} listens on {host.Url}");
            terminal.Say($"nanoagent: devices pin {caPath}; operators show the token in {Path.Combine(data.FullName, "operator.token")}");
            terminal.Say("nanoagent: stop with Ctrl+C");
            await host.WaitForShutdownAsync(cancel);
            return ExitCode.Good;
        }
        catch (ArgumentException e)
        {
            throw ToolException.WrongUse(e.Message.ReplaceLineEndings(" "));
        }
        catch (StoreUnavailableException e)
        {
            throw ToolException.Environment(e.Message.ReplaceLineEndings(" "));
        }
        catch (IOException e)
        {
            throw ToolException.Environment($"cannot listen on {url}: {e.Message.ReplaceLineEndings(" ")}", "choose another port with --urls");
        }
    }
}
