using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Boards.Virtual;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Evidence;
using NanoAgent.Evidence;
using NanoAgent.Report;

namespace NanoAgent.Tests.Collector;

/// <summary>Virtual units that report to a collector over pinned HTTPS: what only the two together can show.</summary>
[TestClass]
public sealed class VirtualUnitTests
{
    private static readonly Func<NanoAgent.Collector.CollectorOptions, NanoAgent.Collector.CollectorOptions> s_https =
        options => options with { Url = new Uri("https://127.0.0.1:0") };

    [TestMethod]
    [DataRow("shared-admin-password", "admin")]
    [DataRow("shared-soft-ap-passphrase", "soft-ap")]
    public async Task A_factory_value_that_two_units_share_is_found_on_both_though_each_calls_it_its_own(string persona, string credential)
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        VirtualUnit first = units.Add(persona);
        VirtualUnit second = units.Add(persona);

        Assert.AreEqual("Success tagged", Found(first, CheckIds.CredentialsUnique));
        Assert.AreEqual("Success tagged", Found(second, CheckIds.CredentialsUnique));
        Assert.AreEqual(credential, SharedOn(scene, first));
        Assert.AreEqual(credential, SharedOn(scene, second));
        Assert.AreEqual(CheckAnswer.Fails, Uniqueness(scene));
    }

    // Both count on from the same number. The copy's first signature stands under a nonce that the unit has used and is refused, so it is one number ahead: the unit's next report says that number again.
    [TestMethod]
    public async Task Two_devices_with_one_key_and_equal_counters_that_report_in_turn_are_found()
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        VirtualUnit unit = units.Add("compliant");
        VirtualUnit clone = units.Clone("compliant");
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
        Assert.AreEqual("", StepsOf(scene, unit));

        Assert.AreEqual(DeliveryOutcome.Delivered, clone.RunCycle(), clone.LastRefusal);
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
        Assert.AreEqual("report-number", StepsOf(scene, unit));
    }

    [TestMethod]
    public async Task Units_whose_factory_values_differ_are_compared_and_nothing_is_found()
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        VirtualUnit first = units.Add("compliant");
        VirtualUnit second = units.Add("compliant");

        Assert.AreEqual("Success tagged", Found(second, CheckIds.CredentialsUnique));
        Assert.AreEqual("", SharedOn(scene, first) + SharedOn(scene, second));
        Assert.AreEqual("4", units.Tags());
        Assert.AreEqual(CheckAnswer.Holds, Uniqueness(scene));
    }

    [TestMethod]
    public async Task A_unit_alone_in_its_batch_was_compared_with_nothing_so_uniqueness_is_unknown()
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        units.Add("compliant");
        Assert.AreEqual(CheckAnswer.Unknown, Uniqueness(scene));

        units.Add("compliant", new TagBatch("simulated-2", new byte[32]));
        Assert.AreEqual(CheckAnswer.Unknown, Uniqueness(scene));
    }

    [TestMethod]
    public async Task Batches_have_keys_of_their_own_so_that_equal_values_of_two_batches_give_other_tags()
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        VirtualUnit first = units.Add("shared-admin-password");
        VirtualUnit second = units.Add("shared-admin-password", new TagBatch("simulated-2", new byte[32]));

        Assert.AreEqual("Success tagged", Found(second, CheckIds.CredentialsUnique));
        Assert.AreEqual("", SharedOn(scene, first) + SharedOn(scene, second));
    }

    [TestMethod]
    public async Task Tags_that_expired_are_compared_no_more()
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        VirtualUnit first = units.Add("shared-admin-password");
        scene.Clock.Move(NanoAgent.Collector.Tags.TagDesk.Lifetime + TimeSpan.FromDays(1));
        VirtualUnit second = units.Add("shared-admin-password");

        Assert.AreEqual("", SharedOn(scene, first) + SharedOn(scene, second));
        Assert.AreEqual("2", units.Tags(), "the first unit's are gone");
    }

    [TestMethod]
    public async Task A_policy_of_the_reference_values_holds_from_a_units_first_cycle_on_over_reboots_until_it_is_lifted()
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        Import(scene, ",\"policy\":{\"forbid\":[\"erasure\",\"brute-force\"]}");
        VirtualUnit unit = units.Add("compliant");
        Assert.AreEqual("NotRun forbidden-by-policy", Found(unit, CheckIds.Erasure));
        Assert.AreEqual("Success holds", Found(unit, CheckIds.AccessControl));

        unit.Reboot();
        unit.RunCycle();
        Assert.AreEqual("NotRun forbidden-by-policy", Found(unit, CheckIds.BruteForce));

        Import(scene, "");
        unit.RunCycle();
        unit.RunCycle();
        Assert.AreEqual("Success holds", Found(unit, CheckIds.Erasure));
    }

    [TestMethod]
    [DataRow("\"probe\":true")]
    [DataRow("\"allow\":[\"erasure\"]")]
    [DataRow("\"erase-real-stores\":true")]
    [DataRow("\"check-ms\":0")]
    [DataRow("\"check-ms\":-1")]
    [DataRow("\"cycle-ms\":\"1000\"")]
    [DataRow("\"free-bytes\":2147483648")]
    [DataRow("\"forbid\":\"erasure\"")]
    [DataRow("\"forbid\":[\"erasure probe=yes\"]")]
    public void A_policy_that_could_not_restrict_is_refused_at_the_import(string member) =>
        Assert.IsFalse(ReferenceValues.TryRead(File(",\"policy\":{" + member + "}"), out _, out _));

    [TestMethod]
    public void A_policy_goes_to_units_in_words_that_only_restrict()
    {
        Assert.IsTrue(ReferenceValues.TryRead(File(",\"policy\":{\"probe\":false,\"forbid\":[\"erasure\"],\"check-ms\":5000,\"free-bytes\":20000}"), out ReferenceValues? values, out string? problem), problem);
        Assert.AreEqual("probe=no forbid=erasure check-ms=5000 free-bytes=20000", values!.Restrictions);
    }

    [TestMethod]
    [DataRow("", 2)]
    [DataRow(".9", 33)]
    public async Task The_components_that_somebody_wrote_down_are_compared_with_those_that_a_unit_runs(string versionEnd, int executables)
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        Import(scene, ",\"software\":[" + string.Join(',', ((Type[])[typeof(Finding), typeof(Agent), typeof(VirtualUnit)]).Select(type => Component(type.Assembly, versionEnd))) + "]");
        VirtualUnit unit = units.Add("compliant");

        Assert.AreEqual("Success holds", Found(unit, CheckIds.SoftwareInventory));
        Assert.AreEqual(executables, Claim(scene, "executables"));
    }

    [TestMethod]
    [DataRow("true", 443, 2)]
    [DataRow("false", 443, 96)]
    [DataRow("true", 444, 96)]
    public async Task The_services_and_ports_that_somebody_allowed_are_compared_with_those_that_a_unit_declares(string credentials, int port, int configuration)
    {
        await using Scene scene = await Scene.OpenAsync(with: s_https);
        using var units = new Units(scene);
        Import(scene, ",\"services\":{\"declared\":[{\"name\":\"admin-https\",\"port\":443,\"credentials\":" + credentials + "}],\"declared_ports\":[" + port + "]}");
        units.Add("compliant");

        Assert.AreEqual(configuration, Claim(scene, "configuration"));
    }

    // As somebody writes it down who has the files: their hashes, and the names and versions that are in them.
    private static string Component(System.Reflection.Assembly assembly, string versionEnd)
    {
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(assembly.Location)));
        return $$"""{"name":"{{assembly.GetName().Name}}","version":"{{assembly.GetName().Version!.ToString(3)}}{{versionEnd}}","digest":"{{digest}}"}""";
    }

    private static int Claim(Scene scene, string name)
    {
        string ear = scene.Services.Store.Read(session => session.Scalar<string>("SELECT ear FROM reports"))!;
        CompactJws.TryRead(ear, 16384, out CompactJws? jws);
        using JsonDocument payload = JsonDocument.Parse(jws!.Payload);
        return payload.RootElement.GetProperty("submods").GetProperty("unit").GetProperty("ear_trustworthiness_vector").GetProperty(name).GetInt32();
    }

    private static CheckAnswer Uniqueness(Scene scene) => new StoreEvidenceSource(scene.Services).Checks([Units.Model], Units.Firmware)
        .Single(check => check.Id == NanoAgent.Schemes.CollectorCheckIds.FleetUniqueness).Answer;

    private static string Found(VirtualUnit unit, string check)
    {
        Finding finding = unit.Findings.Single(f => f.Check == check);
        return $"{finding.Outcome} {finding.Reason}";
    }

    private static string SharedOn(Scene scene, VirtualUnit unit) => ReasonsOf(scene, unit, CollectorFindings.CredentialShared);

    private static string StepsOf(Scene scene, VirtualUnit unit) => ReasonsOf(scene, unit, CollectorFindings.CountersOnlyGrow);

    private static string ReasonsOf(Scene scene, VirtualUnit unit, string check) => string.Join(' ', scene.Services.Store.Read(session => session.Query(
        "SELECT reason FROM failures JOIN units ON units.id = failures.unit_id WHERE ueid = @ueid AND check_id = @check",
        row => row.GetString(0),
        Attestation.Crypto.Base64Url.Encode(unit.Board.Identity.Ueid), check)));

    private static byte[] File(string more) => System.Text.Encoding.UTF8.GetBytes("{\"product\":\"p\",\"model\":\"" + Units.Model + "\",\"firmware\":\"" + Units.Firmware + "\"" + more + "}");

    private static void Import(Scene scene, string more)
    {
        Assert.IsTrue(ReferenceValues.TryRead(File(more), out ReferenceValues? values, out string? problem), problem);
        scene.Services.ImportReferenceValues(values!, File(more), "test");
    }

    /// <summary>Units of one scene: each enrolled, with one cycle behind it.</summary>
    private sealed class Units(Scene scene) : IDisposable
    {
        private readonly List<VirtualUnit> _units = [];
        private readonly TemporaryFolder _folder = new();
        private readonly X509Certificate2 _anchor = X509Certificate2.CreateFromPem(scene.Host.CaPem);

        public static string Model => new IdentityBehaviour().Model;

        public static string Firmware => new IdentityBehaviour().FirmwareVersion;

        public VirtualUnit Add(string persona, TagBatch? batch = null)
        {
            VirtualUnit unit = Start(persona, batch);
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.Enrol(scene.EnrolmentToken(Model)), unit.LastRefusal);
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
            return unit;
        }

        /// <summary>A second device with the flash of the one that was added first: the same key, UEID and counters.</summary>
        public VirtualUnit Clone(string persona)
        {
            string copy = FolderOf(_units.Count);
            Directory.CreateDirectory(copy);

            foreach (string file in Directory.GetFiles(FolderOf(0), "*", SearchOption.AllDirectories))
            {
                string to = Path.Combine(copy, Path.GetRelativePath(FolderOf(0), file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                System.IO.File.Copy(file, to);
            }

            return Start(persona, null);
        }

        private VirtualUnit Start(string persona, TagBatch? batch)
        {
            var unit = VirtualUnit.Start(Persona.Of(persona), new VirtualBoardOptions
            {
                Folder = FolderOf(_units.Count),
                Collector = new CollectorLocation(scene.Host.Url, _anchor),
                Batch = batch ?? TagBatch.Simulated,
                HashIterations = 10,
            });
            _units.Add(unit);
            return unit;
        }

        private string FolderOf(int unit) => _folder.At(unit.ToString(System.Globalization.CultureInfo.InvariantCulture));

        /// <summary>How many tags the collector keeps.</summary>
        public string Tags() => scene.Services.Store.Read(session => session.Scalar<long>("SELECT COUNT(*) FROM tags")).ToString(System.Globalization.CultureInfo.InvariantCulture);

        public void Dispose()
        {
            _units.ForEach(unit => unit.Dispose());
            _anchor.Dispose();
            _folder.Dispose();
        }
    }
}
