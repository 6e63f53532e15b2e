using System.Net;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector.Pages.Units;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Collector;

/// <summary>A unit's page says how it was appraised, and why no better.</summary>
[TestClass]
public sealed class AppraisalPageTests
{
    private const string Hardware = "software can read the key, as in any flash";
    private const string NoReference = "no reference values for this model and firmware";

    [TestMethod]
    public async Task Each_claim_is_there_with_its_reason()
    {
        await using Scene scene = await Scene.OpenAsync();
        Import(scene, ""","minimum_firmware":"2.0" """);
        string page = await PageAsync(scene, reports: true);

        StringAssert.Contains(page, Hardware);
        StringAssert.Contains(page, "older than the reference values' minimum version");
        StringAssert.Contains(page, "signed by the enrolled key");
    }

    [TestMethod]
    public async Task Without_reference_values_it_says_that_there_are_none()
    {
        await using Scene scene = await Scene.OpenAsync();
        string page = await PageAsync(scene, reports: true);

        StringAssert.Contains(page, NoReference);
        Assert.DoesNotContain(Hardware, page);
    }

    [TestMethod]
    public async Task A_unit_that_never_reported_is_not_said_to_lack_reference_values()
    {
        await using Scene scene = await Scene.OpenAsync();
        Import(scene, "");
        Assert.DoesNotContain(NoReference, await PageAsync(scene, reports: false));
    }

    // The values of tools/collector/README.md, "The appraisal".
    [TestMethod]
    [DataRow("instance-identity", 2)]
    [DataRow("configuration", 2, 32, 36, 96)]
    [DataRow("executables", 2, 32, 33)]
    [DataRow("hardware", 2, 32)]
    [DataRow("storage-opaque", 2, 32, 96)]
    public void Every_value_of_a_claim_has_words_in_both_languages(string claim, params int[] values)
    {
        Text[] said = [.. values.Select(value => AppraisalTexts.Of(claim, value))];
        Assert.IsEmpty(said.Where(text => !text.Ja.Any(c => c > 0x3000) || !text.En.Contains(' ', StringComparison.Ordinal)));
    }

    private static void Import(Scene scene, string more)
    {
        byte[] file = System.Text.Encoding.UTF8.GetBytes($$"""{"product":"P","model":"{{Scene.Model}}","firmware":"1.0.0"{{more}}}""");
        Assert.IsTrue(ReferenceValues.TryRead(file, out ReferenceValues? values, out string? problem), problem);
        scene.Services.ImportReferenceValues(values!, file, "test");
    }

    private static async Task<string> PageAsync(Scene scene, bool reports)
    {
        TestUnit unit = await scene.EnrolAsync();

        if (reports)
        {
            await scene.ReportAsync(unit);
        }

        using var browser = new Browser(scene);
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");
        using HttpResponseMessage answer = await browser.GetAsync("/units/" + unit.UeidText);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
