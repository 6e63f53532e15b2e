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
    private X509Certificate2? _anchor;

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

    /// <summary>A page of somebody who is signed in with these roles.</summary>
    public async Task<IPage> SignInAsync(string name, IReadOnlyList<Role> roles, BrowserNewContextOptions? options = null)
    {
        IBrowserContext window = await Chromium.WindowAsync(options);

        if (Services.Operators.All().Count == 0)
        {
            await Services.Operators.RedeemAsync(Services.Operators.FirstRunSecret()!, "First", Password);
        }

        if (Services.Operators.Invite(name, roles, "First") is string secret)
        {
            await Services.Operators.RedeemAsync(secret, name, Password);
        }

        IPage page = await window.NewPageAsync();
        await page.GotoAsync(At("/signin"));
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("form:has(#password) button");
        await page.WaitForURLAsync(At("/"));
        return page;
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
