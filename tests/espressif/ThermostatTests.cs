using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Boards.Espressif;
using NanoAgent.Boards.Thermostat;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Tests.Espressif.Fake;

namespace NanoAgent.Tests.Espressif;

/// <summary>The sample product: its door, and what the agent's checks find of it.</summary>
[TestClass]
public sealed class ThermostatTests
{
    private readonly EspressifBoard _board;
    private readonly CredentialVault _vault;
    private readonly Heating _heating;
    private readonly WebPage _page;

    public ThermostatTests()
    {
        var chip = new Chip();
        Assert.IsTrue(chip.Boot());
        _board = chip.Firmware.Board;
        var log = new EventLog(_board.Flash, "events", _board.Clock, 2, 16);
        _vault = new CredentialVault(_board.Flash, "vault", _board.Random, _board.Clock, log, new VaultPolicy(VaultPolicy.MinIterations, 5, 3600));
        _vault.AddUnset(WebPage.Owner, Board.CredentialKind.Password);
        _vault.AddProbe(WebPage.Probe);
        log.Provoker = _vault;
        _heating = new Heating(new SettingsStore(_board.Flash, "settings", _board.Random, Heating.Defaults));
        _page = new WebPage(_vault, _heating, new object());
        _board.Credentials = new PlatformCredentials(_vault);
        _board.Services = _page;
        _board.EventLog = log;
    }

    [TestMethod]
    public void The_page_opens_to_nobody_before_there_is_an_owner() =>
        Assert.AreEqual(401, Ask("GET", "/", "owner:password"));

    [TestMethod]
    public void The_first_password_makes_the_owner_and_a_second_first_one_does_not()
    {
        Assert.AreEqual(200, _page.Respond("POST", "/first?correct-horse", "", out _));
        Assert.AreEqual(400, _page.Respond("POST", "/first?other-password", "", out _));
        Assert.AreEqual(200, Ask("POST", "/set?215", "owner:correct-horse"));
        Assert.AreEqual(215, _heating.SetPoint);
    }

    [TestMethod]
    public void The_probe_account_changes_nothing()
    {
        string value = _vault.At(1).ProbeValue;
        Assert.AreEqual(400, Ask("POST", "/set?215", "probe:" + value));
        Assert.AreEqual(200, _heating.SetPoint);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("Basic")]
    [DataRow("Basic !")]
    [DataRow("Basic b3duZXI=")]
    public void A_request_without_a_name_and_a_password_gets_nothing(string authorization) =>
        Assert.AreEqual(401, _page.Respond("GET", "/", authorization, out _));

    [TestMethod]
    public void Heating_keeps_its_set_point()
    {
        _heating.Regulate(150);
        Assert.IsTrue(_heating.IsOn);
        _heating.Regulate(202);
        Assert.IsTrue(_heating.IsOn);
        _heating.Regulate(210);
        Assert.IsFalse(_heating.IsOn);
    }

    [TestMethod]
    public void The_checks_of_accounts_and_log_hold()
    {
        var context = new CheckContext(_board, new AgentMemory(new SettingsStore(_board.Flash, "agent", _board.Random, [])), _board.Signer, null, null);
        ICheck[] checks = [new AccessControlCheck(), new BruteForceCheck(), new CredentialChangeCheck(), new EventLogCheck(), new DefaultCredentialsCheck(null)];

        foreach (ICheck check in checks)
        {
            Finding finding = check.Run(context);
            Assert.AreEqual((Outcome.Success, Basis.Probed), (finding.Outcome, finding.Basis), $"{check.Id}: {finding.Reason}");
        }
    }

    private int Ask(string method, string url, string pair) =>
        _page.Respond(method, url, "Basic " + System.Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)), out _);
}
