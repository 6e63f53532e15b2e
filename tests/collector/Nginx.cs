using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NanoAgent.Collector;

namespace NanoAgent.Tests.Collector;

/// <summary>A real nginx with a configuration that is handed out (tools/collector/deploy), its name, ports and folders put in.</summary>
/// <remarks>Without nginx on the path the test is skipped.</remarks>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Program = "nginx";
    private const string StreamModule = "/usr/lib/nginx/modules/ngx_stream_module.so";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly string _folder;
    private readonly Process _process;

    private Nginx(string folder, Process process, Uri url)
    {
        _folder = folder;
        _process = process;
        Url = url;
    }

    /// <summary>Where units and people come.</summary>
    public Uri Url { get; }

    /// <summary>Who answered, a line a request: the collector's address, and the client's first.</summary>
    public string[] Asked => File.ReadAllLines(Path.Combine(_folder, "asked.log"));

    /// <summary>Starts it in front of two collectors that share the folder of the certificate; to those that serve https it goes as from a machine of its own.</summary>
    public static async Task<Nginx> StartAsync(Pair pair)
    {
        InstalledProgram.Need(Program);
        int port = OwnPort.Find();
        string handedOut = await File.ReadAllTextAsync(Repository.At("tools", "collector", "deploy", "nginx.conf"));
        string tls = Path.Combine(pair.First.Folder, "tls");
        string site = Put(
            handedOut,
            ("/var/lib/nanoagent/tls", tls),
            ("listen 8443", $"listen 127.0.0.1:{port}"),
            ("server 127.0.0.1:8081", "server " + pair.First.Host.Url.Authority),
            ("server 127.0.0.1:8082", "server " + pair.Second.Host.Url.Authority));

        if (pair.First.Host.Url.Scheme == Uri.UriSchemeHttps)
        {
            string verified = $"proxy_ssl_trusted_certificate {tls}/ca.pem; proxy_ssl_verify on; proxy_ssl_name collector.example;";
            site = Put(site, ("proxy_pass http://", verified + " proxy_pass https://"));
        }

        return await StartAsync(port, site, Around);
    }

    /// <summary>Starts it so that it passes TLS through (nginx-stream.conf) to collectors that serve https.</summary>
    /// <param name="collectors">One, or two.</param>
    public static Task<Nginx> PassThroughAsync(params CollectorHost[] collectors) => PassThroughAsync("", collectors);

    /// <summary>The same with a further directive of its own.</summary>
    public static async Task<Nginx> PassThroughAsync(string directive, params CollectorHost[] collectors)
    {
        InstalledProgram.Need(Program);

        if (!File.Exists(StreamModule))
        {
            Assert.Inconclusive("no module of nginx that passes TLS through: Debian's package libnginx-mod-stream");
        }

        int port = OwnPort.Find();
        string site = Put(
            await File.ReadAllTextAsync(Repository.At("tools", "collector", "deploy", "nginx-stream.conf")),
            ("listen 8443", $"listen 127.0.0.1:{port}"),
            ("server 127.0.0.1:8444", "server " + collectors[0].Url.Authority),
            ("server 127.0.0.1:8445;", collectors.Length > 1 ? $"server {collectors[1].Url.Authority};" : ""),
            ("proxy_pass nanoagent;", directive + "proxy_pass nanoagent;"));
        return await StartAsync(port, site, AroundStream);
    }

    private static async Task<Nginx> StartAsync(int port, string site, Func<string, string> around)
    {
        string folder = Directory.CreateTempSubdirectory("nanoagent-nginx-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "site.conf"), site);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), around(folder));
        Process process = Process.Start(new ProcessStartInfo(Program, Arguments(folder)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var nginx = new Nginx(folder, process, new Uri($"https://127.0.0.1:{port}"));

        try
        {
            await nginx.WaitAsync();
            return nginx;
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Has it read certificate and key anew, and waits until the workers that show the old ones are gone: until then they may still be given a connection.</summary>
    public async Task ReloadAsync()
    {
        using var deadline = new CancellationTokenSource(_patience);
        string[] before = Workers();
        await SignalAsync("reload");

        while (Workers() is var now && (now.Length == 0 || now.Intersect(before).Any()))
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await SignalAsync("stop");
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string[] Arguments(string folder) => ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "error.log")];

    // A change of the file that is handed out must not leave a test with its examples.
    private static string Put(string text, params (string Example, string Own)[] parts)
    {
        foreach ((string example, string own) in parts)
        {
            StringAssert.Contains(text, example);
            text = text.Replace(example, own, StringComparison.Ordinal);
        }

        return text;
    }

    private static string Around(string folder) => $$"""
        daemon off;
        worker_processes 2;
        pid {{folder}}/nginx.pid;
        events { worker_connections 512; }
        http {
            log_format asked '$remote_addr $upstream_addr';
            access_log {{folder}}/asked.log asked;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            include {{folder}}/site.conf;
        }
        """;

    private static string AroundStream(string folder) => $$"""
        load_module {{StreamModule}};
        daemon off;
        worker_processes 2;
        pid {{folder}}/nginx.pid;
        events { worker_connections 512; }
        include {{folder}}/site.conf;
        """;

    private async Task SignalAsync(string signal)
    {
        using Process told = Process.Start(Program, [.. Arguments(_folder), "-s", signal]);
        await told.WaitForExitAsync();
        Assert.AreEqual(0, told.ExitCode);
    }

    private string[] Workers() => File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task WaitAsync()
    {
        using var deadline = new CancellationTokenSource(_patience);

        while (!await IsListeningAsync(deadline.Token))
        {
            if (_process.HasExited)
            {
                throw new AssertFailedException("nginx ended: " + await _process.StandardError.ReadToEndAsync(deadline.Token));
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    private async Task<bool> IsListeningAsync(CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Url.Port, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
