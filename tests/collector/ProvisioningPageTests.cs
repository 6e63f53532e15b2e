using System.Net;
using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Collector;

/// <summary>A unit's page shows what its fuses say, who signed that, and where the unit says otherwise.</summary>
[TestClass]
public sealed class ProvisioningPageTests
{
    // A signer is for one thread at a time, and tests run side by side: one for each use.
    private static TokenSigner Provisioner => new SoftwareSigner(SHA256.HashData("provisioner"u8), KeyProtection.Unknown, null);

    [TestMethod]
    public async Task Without_a_record_the_page_says_how_to_make_one()
    {
        await using Scene scene = await Scene.OpenAsync();
        StringAssert.Contains(await PageAsync(scene, await ReportAsync(scene)), "nanoagent provision");
    }

    [TestMethod]
    public async Task A_record_shows_its_facts_and_its_signer_and_what_it_supplies()
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await ReportAsync(scene);
        Provision(scene, unit.UeidText, FuseState.On);
        string page = await PageAsync(scene, unit);
        StringAssert.Contains(page, "P. Provisioner");
        StringAssert.Contains(page, Provisioner.KeyId);
        StringAssert.Contains(page, "fuses: success; unit: absent (cannot be observed on this board); counted as: success");
        Assert.DoesNotContain("contradicts the unit", page);
    }

    [TestMethod]
    public async Task A_unit_that_says_otherwise_than_its_record_is_shown_to_contradict_it()
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await ReportAsync(scene, new Report { SeesSecureBoot = true });
        Provision(scene, unit.UeidText, FuseState.Off);
        string page = await PageAsync(scene, unit);
        StringAssert.Contains(page, "contradicts the unit");
        StringAssert.Contains(page, "fuses: fail (off); unit: success; counted as: fail (contradicts the provisioning record)");
    }

    [TestMethod]
    public async Task A_record_of_another_unit_is_not_shown()
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await ReportAsync(scene);
        Provision(scene, "AQIDBAUGBwgJCgsMDQ4PEA", FuseState.On);
        Assert.DoesNotContain("P. Provisioner", await PageAsync(scene, unit));
    }

    [TestMethod]
    public async Task A_record_that_was_changed_is_named_and_none_of_its_facts_is_shown()
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await ReportAsync(scene);
        string file = Path.Combine(scene.Services.Options.RecordFolder, Provision(scene, unit.UeidText, FuseState.On));
        string text = await File.ReadAllTextAsync(file);
        int at = text.LastIndexOf('.') + 5;
        await File.WriteAllTextAsync(file, text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);
        string page = await PageAsync(scene, unit);
        StringAssert.Contains(page, "cannot be used");
        Assert.DoesNotContain("P. Provisioner", page);
    }

    private static async Task<TestUnit> ReportAsync(Scene scene, Report? report = null)
    {
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, report);
        return unit;
    }

    private static string Provision(Scene scene, string ueid, FuseState secureBoot) => RecordStore.Add(scene.Services.Options.RecordFolder, ProvisioningContent.Sign(
        new ProvisioningContent
        {
            Product = Scene.Model, Ueid = ueid, JoinedBy = ProvisioningJoin.Ueid, SummarySha256 = new string('0', 64), By = "P. Provisioner", At = 1790000000,
            Fuses = new FuseFacts
            {
                Chip = FusedChip.Esp32C3, SecureBoot = secureBoot, FlashEncryption = FlashEncryptionState.Unknown, Jtag = PortState.Unknown,
                DownloadMode = DownloadModeState.Unknown, AntiRollback = FuseState.Unknown,
            },
        },
        Provisioner));

    private static async Task<string> PageAsync(Scene scene, TestUnit unit)
    {
        using var browser = new Browser(scene);
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");
        using HttpResponseMessage answer = await browser.GetAsync("/units/" + unit.UeidText);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
