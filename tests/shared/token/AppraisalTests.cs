using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;

namespace NanoAgent.Tests.Shared.Token;

/// <summary>What reference values make of a token (README of the collector, "The appraisal"; values of AR4SI §2.3).</summary>
[TestClass]
public sealed class AppraisalTests
{
    private static readonly TokenFinding _services = new(CheckIds.AccessControl, Outcome.Success, Basis.Probed, Reasons.Holds, null, [new("services", 2L), new("declared-open", 1L), new("digest", "fb7b73430c79100fcfbb1bb2e6f212e0")]);
    private static readonly TokenFinding _ports = new(CheckIds.Interfaces, Outcome.Success, Basis.Probed, Reasons.Holds, null, [new("ports-declared", 2L), new("digest", "3040805f0007b676e222f151e224cde4")]);
    private static readonly TokenFinding _software = new(CheckIds.SoftwareInventory, Outcome.Success, Basis.Measured, Reasons.Holds, null, [new("digest", "00112233445566778899aabbccddeeff")]);

    private static readonly EatToken _token = new()
    {
        Audience = "c",
        Nonce = "n",
        Ueid = "u",
        Model = "M",
        KeyProtection = KeyProtection.SecureElement,
        IsVirtual = false,
        ReportNumber = 1,
        IsLive = true,
        Lost = 0,
        ObservationNumber = 1,
        Previous = "",
        SoftwareName = "fw",
        SoftwareVersion = "1.4.0",
        Uptime = 1,
        Findings = [_services, _ports, _software],
    };

    [TestMethod]
    [DataRow("", 2, 2)]
    [DataRow(""","software_digest":"00112233445566778899aabbccddeeff" """, 2, 2)]
    [DataRow(""","software_digest":"ffffffffffffffffffffffffffffffff" """, 2, 33)]
    [DataRow(""","software":[{"name":"fw","version":"1.4.0"},{"name":"nanoCLR","version":"1.2.3","digest":"0000000000000000000000000000000000000000000000000000000000000000"}]""", 2, 33)]
    [DataRow(""","swname":"other" """, 2, 33)]
    [DataRow(""","minimum_firmware":"1.4" """, 2, 2)]
    [DataRow(""","minimum_firmware":"1.10.0" """, 2, 32)]
    [DataRow(""","services":{"open":1,"ports":2}""", 2, 2)]
    [DataRow(""","services":{"open":0}""", 96, 2)]
    [DataRow(""","services":{"ports":1}""", 96, 2)]
    [DataRow(""","services":{"declared":[{"name":"admin-https","port":443,"credentials":true},{"name":"info-http","port":80,"credentials":false}],"declared_ports":[80,443]}""", 2, 2)]
    [DataRow(""","services":{"declared":[{"name":"admin-https","port":443,"credentials":true}]}""", 96, 2)]
    [DataRow(""","services":{"declared":[{"name":"admin-https","port":443,"credentials":true},{"name":"info-http","port":8080,"credentials":false}]}""", 96, 2)]
    [DataRow(""","services":{"declared":[{"name":"admin-https","port":443,"credentials":true},{"name":"info-http","port":80,"credentials":true}]}""", 96, 2)]
    [DataRow(""","services":{"declared":[]}""", 96, 2)]
    [DataRow(""","services":{"declared_ports":[443]}""", 96, 2)]
    [DataRow(""","services":{"declared_ports":[80,443,8080]}""", 96, 2)]
    [DataRow(""","services":{"declared_ports":[80,444]}""", 96, 2)]
    [DataRow(""","checks":{"secure-boot":"warns"}""", 36, 2)]
    [DataRow(""","checks":{"secure-boot":"ignored"}""", 2, 2)]
    public void A_reference_value_is_compared_with_what_the_unit_says(string rule, int configuration, int executables)
    {
        AppraisalResult result = Appraiser.Appraise(_token, Read(rule));

        Assert.AreEqual(configuration, result.Vector.Configuration);
        Assert.AreEqual(executables, result.Vector.Executables);
        Assert.AreEqual(configuration == 96 ? EarStatus.Contraindicated : configuration + executables > 4 ? EarStatus.Warning : EarStatus.Affirming, result.Status);
    }

    [TestMethod]
    public void A_fact_that_a_rule_asks_for_and_the_unit_does_not_tell_is_unknown_and_no_good()
    {
        EatToken silent = _token with { Findings = [_software] };

        Assert.AreEqual(36, Appraiser.Appraise(silent, Read(""","services":{"open":5}""")).Vector.Configuration);
        Assert.AreEqual(33, Appraiser.Appraise(_token with { Findings = [_ports] }, Read(""","software_digest":"00112233445566778899aabbccddeeff" """)).Vector.Executables);
    }

    [TestMethod]
    [DataRow(""","services":{"declared":[{"name":"admin-https","port":443,"credentials":true},{"name":"info-http","port":80,"credentials":false}]}""")]
    [DataRow(""","services":{"declared_ports":[80,443]}""")]
    [DataRow(""","services":{"declared":[]}""")]
    public void An_older_token_counts_what_is_declared_and_does_not_say_which_so_it_is_unknown(string rule)
    {
        EatToken older = _token with { Findings = [_services with { Facts = [new("services", 2L), new("declared-open", 1L)] }, _ports with { Facts = [new("ports-declared", 2L)] }] };

        Assert.AreEqual(36, Appraiser.Appraise(older, Read(rule)).Vector.Configuration);
    }

    [TestMethod]
    [DataRow(Reasons.NotThere, """ "declared":[] """, 36)]
    [DataRow(Reasons.NothingToCheck, """ "declared":[] """, 2)]
    [DataRow(Reasons.NothingToCheck, """ "open":0 """, 2)]
    [DataRow(Reasons.NothingToCheck, """ "declared":[{"name":"admin-https","port":443,"credentials":true}] """, 96)]
    [DataRow(Reasons.Unobservable, """ "declared":[] """, 36)]
    [DataRow(Reasons.Unobservable, """ "open":0 """, 36)]
    public void A_unit_without_services_is_known_to_declare_none(string reason, string rule, int configuration)
    {
        var none = new TokenFinding(CheckIds.AccessControl, Outcome.Absent, Basis.None, reason, null, []);

        Assert.AreEqual(configuration, Appraiser.Appraise(_token with { Findings = [none] }, Read(",\"services\":{" + rule + "}")).Vector.Configuration);
    }

    [TestMethod]
    [DataRow("", 36)]
    [DataRow(""","checks":{"event-log":"warns"}""", 32)]
    [DataRow(""","checks":{"event-log":"contraindicates"}""", 96)]
    [DataRow(""","checks":{"event-log":"ignored"}""", 2)]
    public void A_function_that_is_known_to_be_missing_is_never_good_and_fails_where_it_is_asked_for(string rule, int configuration)
    {
        var missing = new TokenFinding(CheckIds.EventLog, Outcome.Absent, Basis.Declared, Reasons.NotThere, null, []);

        Assert.AreEqual(configuration, Appraiser.Appraise(_token with { Findings = [missing] }, Read(rule)).Vector.Configuration);
    }

    [TestMethod]
    public void Reference_values_that_an_earlier_version_took_are_still_read()
    {
        byte[] taken = Bytes(""","services":{"open":1,"prots":2}""");

        Assert.IsFalse(ReferenceValues.TryRead(taken, out _, out string? problem));
        Assert.AreEqual("prots is no member of services", problem);
        Assert.IsTrue(ReferenceValues.TryReadStored(taken, out ReferenceValues? values, out _));
        Assert.AreEqual(1, values!.Services!.MostOpen);
    }

    [TestMethod]
    public void A_report_without_any_finding_affirms_nothing() =>
        Assert.AreEqual(EarStatus.Warning, Appraiser.Appraise(_token with { Findings = [] }, Read("")).Status);

    [TestMethod]
    public void A_version_that_cannot_be_compared_is_not_above_the_minimum()
    {
        ReferenceValues reference = Read(""","minimum_firmware":"1.0" """) with { Firmware = "1.4-rc" };

        Assert.AreEqual(32, Appraiser.Appraise(_token with { SoftwareVersion = "1.4-rc" }, reference).Vector.Executables);
    }

    [TestMethod]
    public void Without_reference_values_the_answer_is_none() => Assert.AreEqual(EarStatus.None, Appraiser.Appraise(_token, null).Status);

    [TestMethod]
    [DataRow(KeyProtection.PlainFlash)]
    [DataRow(KeyProtection.EncryptedFlash)]
    [DataRow(KeyProtection.Unknown)]
    public void A_key_that_software_can_read_is_never_affirmed(KeyProtection protection) =>
        Assert.AreEqual(EarStatus.Warning, Appraiser.Appraise(_token with { KeyProtection = protection }, Read("")).Status);

    [TestMethod]
    public void A_simulated_unit_has_no_hardware() => Assert.AreEqual(32, Appraiser.Appraise(_token with { IsVirtual = true }, Read("")).Vector.Hardware);

    [TestMethod]
    [DataRow(""","minimum":"1.0" """, "minimum is no member of reference values")]
    [DataRow(""","minimum_firmware":"one" """, "minimum_firmware is not as it should be")]
    [DataRow(""","software_digest":"12" """, "software_digest is not as it should be")]
    [DataRow(""","software":[]""", "software is not as it should be")]
    [DataRow(""","software":[{"name":"fw"}]""", "software is not as it should be")]
    [DataRow(""","software":[{"name":"fw","version":"1","hash":"12"}]""", "software is not as it should be")]
    [DataRow(""","software":[{"name":"fw","version":"1","digest":"12"}]""", "software is not as it should be")]
    [DataRow(""","software":[{"name":"fw","version":"1"}],"software_digest":"00112233445566778899aabbccddeeff" """, "software_digest is not as it should be")]
    [DataRow(""","services":{"open":-1}""", "open is not as it should be")]
    [DataRow(""","services":{"open":[]}""", "open is not as it should be")]
    [DataRow(""","services":{"declared":{}}""", "declared is not as it should be")]
    [DataRow(""","services":{"declared":["admin-https"]}""", "declared is not as it should be")]
    [DataRow(""","services":{"declared":[{"name":"admin-https","port":443}]}""", "declared is not as it should be")]
    [DataRow(""","services":{"declared":[{"name":"Admin","port":443,"credentials":true}]}""", "declared is not as it should be")]
    [DataRow(""","services":{"declared":[{"name":"admin","port":0,"credentials":true}]}""", "declared is not as it should be")]
    [DataRow(""","services":{"declared":[{"name":"admin","port":443,"credentials":true,"path":"/"}]}""", "declared is not as it should be")]
    [DataRow(""","services":{"declared_ports":[65536]}""", "declared_ports is not as it should be")]
    [DataRow(""","services":{"declared_ports":["443"]}""", "declared_ports is not as it should be")]
    [DataRow(""","checks":{"secure-boot":"maybe"}""", "checks.secure-boot is not as it should be")]
    [DataRow(""","policy":{"probe":true}""", "policy.probe is not as it should be")]
    [DataRow(""","policy":{"forbid":[],"allow":["erasure"]}""", "policy.allow is not as it should be")]
    [DataRow(""","product":"Q" """, "is no JSON object, or has a member twice")]
    public void A_rule_that_is_none_is_refused(string rule, string problem)
    {
        Assert.IsFalse(ReferenceValues.TryRead(Bytes(rule), out _, out string? said));
        Assert.AreEqual(problem, said);
    }

    private static ReferenceValues Read(string rule)
    {
        Assert.IsTrue(ReferenceValues.TryRead(Bytes(rule), out ReferenceValues? values, out string? problem), problem);
        return values!;
    }

    private static byte[] Bytes(string rule) => Encoding.UTF8.GetBytes($$"""{"product":"P","model":"M","firmware":"1.4.0"{{rule}}}""");
}
