using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Playwright;
using NanoAgent.Boards.Virtual;
using NanoAgent.Collector;
using NanoAgent.Collector.Operators;
using NanoAgent.Report;

namespace NanoAgent.Tests.Browser;

/// <summary>A collector in a folder of its own, with virtual units, and people who sign in.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    private readonly string _folder = Directory.CreateTempSubdirectory("nanoagent-test-").FullName;
    private readonly List<VirtualUnit> _units = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _sessions = [];
    private readonly Lazy<Task> _first;
    private X509Certificate2? _anchor;

    public Site() => _first = new(() => Services.Operators.RedeemAsync(Services.Operators.FirstRunSecret()!, "First", Password));

    public required CollectorHost Host { get; init; }

    public CollectorServices Services => Host.Services;

    public static async Task<Site> OpenAsync()
    {
        string data = Directory.CreateTempSubdirectory("nanoagent-test-").FullName;
        return new Site { Host = await CollectorHost.StartAsync(new CollectorOptions { DataFolder = data, Url = new Uri("https://127.0.0.1:0") }) };
    }

    /// <summary>Enrols a virtual unit and lets it report.</summary>
    public VirtualUnit Report(string persona, string? token = null)
    {
        _anchor ??= X509Certificate2.CreateFromPem(Host.CaPem);
        VirtualUnit unit = VirtualUnit.Start(Persona.Of(persona), new VirtualBoardOptions
        {
            Folder = Path.Combine(_folder, $"flash-{_units.Count}"),
            Collector = new CollectorLocation(Host.Url, _anchor),
        });
        _units.Add(unit);
        token ??= Services.CreateEnrolmentToken(unit.Board.Identity.Model, TimeSpan.FromMinutes(5), "test");
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Enrol(token), unit.LastRefusal);
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
        return unit;
    }

    /// <summary>The overview as somebody sees it who is signed in with these roles. A password takes a while on purpose, so each person signs in once.</summary>
    public async Task<IPage> SignInAsync(string name, IReadOnlyList<Role> roles, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.StorageState = await _sessions.GetOrAdd(name, _ => new Lazy<Task<string>>(() => BeginSessionAsync(name, roles))).Value;
        IPage page = await (await Chromium.WindowAsync(options)).NewPageAsync();
        await page.GotoAsync(At("/"));
        Assert.AreEqual(At("/"), page.Url);
        return page;
    }

    private async Task<string> BeginSessionAsync(string name, IReadOnlyList<Role> roles)
    {
        await _first.Value;
        string secret = Services.Operators.Invite(name, roles, "First")!;
        IBrowserContext window = await Chromium.WindowAsync();
        IPage page = await window.NewPageAsync();
        await page.GotoAsync(At("/signin"));
        await page.ClickAsync("summary");
        await page.FillAsync("#secret", secret);
        await page.FillAsync("#new-password", Password);
        await page.ClickAsync("form:has(#secret) button");
        await Assertions.Expect(page).ToHaveURLAsync(At("/"));
        return await window.StorageStateAsync();
    }

    public string At(string path) => new Uri(Host.Url, path).ToString();

    public async ValueTask DisposeAsync()
    {
        _units.ForEach(unit => unit.Dispose());
        await Host.DisposeAsync();
        _anchor?.Dispose();
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(Services.Options.DataFolder, recursive: true);
    }
}
