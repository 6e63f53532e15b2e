using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Tests.Collector;

/// <summary>The attestation result that a report is answered with.</summary>
public abstract class EarTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task Without_reference_values_nothing_is_affirmed()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();

        Assert.AreEqual("none", Ear(scene, await scene.ReportAsync(unit)).GetProperty("ear_status").GetString());
    }

    [TestMethod]
    public async Task A_key_in_plain_flash_is_never_affirmed_for_hardware()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        Import(scene, """{"product":"P","model":"tester-1","firmware":"1.0.0","checks":{"secure-boot":"ignored"}}""");

        JsonElement ear = Ear(scene, await scene.ReportAsync(unit));

        Assert.AreEqual("warning", ear.GetProperty("ear_status").GetString());
        Assert.AreEqual(32, ear.GetProperty("submods").GetProperty("unit").GetProperty("ear_trustworthiness_vector").GetProperty("hardware").GetInt32());
    }

    [TestMethod]
    public async Task A_key_in_a_secure_element_with_everything_as_expected_is_affirmed()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        Import(scene, """{"product":"P","model":"tester-1","firmware":"1.0.0","checks":{"secure-boot":"ignored"}}""");

        JsonElement answer = await scene.ReportAsync(unit, new Report { Protection = KeyProtection.SecureElement });

        Assert.AreEqual("affirming", Ear(scene, answer).GetProperty("ear_status").GetString());
    }

    [TestMethod]
    public async Task A_failing_check_contraindicates()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        Import(scene, """{"product":"P","model":"tester-1","firmware":"1.0.0"}""");

        Assert.AreEqual("contraindicated", Ear(scene, await scene.ReportAsync(unit, new Report { Outcome = Outcome.Fail })).GetProperty("ear_status").GetString());
    }

    // Whoever changes what reports are appraised against, and changes it back, is found by who holds one result.
    [TestMethod]
    public async Task A_result_names_the_very_reference_values_and_the_log_who_imported_them()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        const string Strict = """{"product":"P","model":"tester-1","firmware":"1.0.0"}""";
        const string Eased = """{"product":"P","model":"tester-1","firmware":"1.0.0","checks":{"clock":"ignored"}}""";

        foreach (string file in (string[])[Strict, Eased])
        {
            Import(scene, file);
            JsonElement policy = Ear(scene, await scene.ReportAsync(unit)).GetProperty("submods").GetProperty("unit").GetProperty("ear_appraisal_policy_ids")[0];
            Assert.AreEqual("P/tester-1/1.0.0@sha256:" + HashOf(file), policy.GetString());
        }

        CollectionAssert.AreEqual(new[] { "reference-import", "reference-import" }, Acts.In(scene));
        Assert.AreEqual(HashOf(Eased), ImportedReference.All(scene.Services).Single().Sha256);
        CollectionAssert.AreEqual(
            new[] { "test sha256 " + HashOf(Eased), "test sha256 " + HashOf(Strict) },
            scene.Services.Operators.Audit(10).Where(act => act.Act == "reference-import").Select(act => $"{act.Who} {act.Detail}").ToArray());
    }

    private static string HashOf(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(file)));

    private static void Import(Scene scene, string json)
    {
        byte[] file = Encoding.UTF8.GetBytes(json);
        Assert.IsTrue(ReferenceValues.TryRead(file, out ReferenceValues? values, out string? problem), problem);
        scene.Services.ImportReferenceValues(values!, file, "test");
    }

    /// <summary>The EAR of an answer, its signature verified with the published key.</summary>
    private static JsonElement Ear(Scene scene, JsonElement answer)
    {
        Assert.AreEqual(Refusal.None, CompactJws.TryRead(answer.GetProperty("ear").GetString(), 8192, out CompactJws? jws));
        using var signatures = new Es256Verifier();
        PublicKey key = scene.Services.Keys.Active(KeyPurpose.Ear).Public;
        Assert.IsTrue(signatures.Verify(jws!, "eat+jwt", key));
        return JsonDocument.Parse(jws!.Payload).RootElement;
    }
}

[TestClass]
public sealed class EarTestsOnSqlite() : EarTests(TestStore.Sqlite);

[TestClass]
public sealed class EarTestsOnPostgres() : EarTests(TestStore.Postgres);
