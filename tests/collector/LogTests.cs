using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

public abstract class LogTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task An_accepted_report_is_proven_in_the_log()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        JsonElement answer = await Scene.ReadAsync(await scene.ReportAsync(token));
        await scene.ReportAsync(unit);
        long index = answer.GetProperty("index").GetInt64();

        TreeHead head = Now(scene);
        JsonElement proof = await scene.GetAsync($"/v1/log/proof/{index}?size={head.Size}");

        Assert.IsTrue(TreeVerifier.IsIncluded(TreeHash.Leaf(token), index, PathOf(proof), head));
    }

    [TestMethod]
    public async Task The_head_on_an_answer_is_one_from_which_the_log_has_grown()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        TreeHead earlier = HeadOf(await scene.ReportAsync(unit));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => scene.EnrolAsync()));

        TreeHead head = Now(scene);
        JsonElement proof = await scene.GetAsync($"/v1/log/consistency?from={earlier.Size}&to={head.Size}");

        Assert.IsTrue(TreeVerifier.HasGrownFrom(earlier, head, PathOf(proof)));
    }

    [TestMethod]
    public async Task A_head_that_the_unit_saw_and_the_log_still_has_is_no_finding()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        TreeHead seen = HeadOf(await scene.ReportAsync(unit));
        await scene.ReportAsync(unit, new Report { SeenSize = seen.Size, SeenRoot = seen.Root });

        Assert.AreEqual(UnitState.Active, scene.Services.FindUnit(unit.UeidText)!.Standing.State);
    }

    [TestMethod]
    public async Task An_audit_of_an_untouched_log_holds()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        TreeHead seen = HeadOf(await scene.ReportAsync(unit));
        await scene.ReportAsync(unit);

        Assert.IsTrue(scene.Services.AuditLog([seen]).Holds);
    }

    [TestMethod]
    public async Task An_audit_finds_an_entry_that_was_changed_in_the_database()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        scene.Services.Store.WriteNow((session, _) => session.Execute("UPDATE log_entries SET entry = @entry WHERE idx = 1", Encoding.ASCII.GetBytes("another")));

        Assert.IsFalse(scene.Services.AuditLog([]).Holds);
    }

    [TestMethod]
    public async Task An_audit_finds_a_stored_node_that_proofs_are_made_of_and_that_no_entries_hash_to()
    {
        await using Scene scene = await OpenAsync();
        await scene.EnrolAsync();
        await scene.EnrolAsync();
        scene.Services.Store.WriteNow((session, _) => session.Execute("UPDATE log_entries SET nodes = @nodes WHERE idx = 1", new byte[64]));

        StringAssert.Contains(scene.Services.AuditLog([]).Problems.Single(), "the nodes stored with entry 1");
    }

    [TestMethod]
    public async Task An_audit_takes_no_other_head_of_an_empty_log_than_its_own()
    {
        await using Scene scene = await OpenAsync();
        await scene.EnrolAsync();

        Assert.IsTrue(scene.Services.AuditLog([TreeHead.Empty]).Holds);
        Assert.IsFalse(scene.Services.AuditLog([new TreeHead(0, new byte[32])]).Holds);
    }

    // Whoever holds the disk chooses what is wrong with it, and an audit that ends in an exception would accuse the audit.
    [TestMethod]
    [DataRow("UPDATE log_entries SET nodes = @nothing WHERE idx = 3", "the nodes stored with entry 3")]
    [DataRow("UPDATE log_entries SET nodes = '' WHERE idx = 3", "the nodes stored with entry 3")]
    [DataRow("UPDATE log_entries SET root = 'another', nodes = @nothing WHERE idx = 4", "the stored root of size 5")]
    [DataRow("UPDATE log_state SET size = 9", "entry 5 is missing")]
    [DataRow("UPDATE log_state SET size = 3", "2 entries stand past the head of size 3")]
    [DataRow("DELETE FROM log_entries WHERE idx = 2", "entry 2 is missing")]
    [DataRow("DELETE FROM log_entries WHERE idx = 4", "entry 4 is missing")]
    public async Task An_audit_tells_what_somebody_did_to_the_database(string change, string problem)
    {
        await using Scene scene = await OpenAsync();
        await scene.Services.Store.Write((_, log) => Enumerable.Range(0, 5).Select(i => log.Append(EntryKind.Act, [(byte)i])).ToList());
        scene.Services.Store.WriteNow((session, _) => change.Contains("@nothing", StringComparison.Ordinal) ? session.Execute(change, Array.Empty<byte>()) : session.Execute(change));

        LogAuditResult audit = scene.Services.AuditLog([]);

        Assert.IsFalse(audit.Holds);
        Assert.IsTrue(audit.Problems.Any(told => told.StartsWith(problem, StringComparison.Ordinal)), string.Join('\n', audit.Problems));
    }

    [TestMethod]
    public async Task A_log_whose_edge_is_missing_is_audited_by_a_command_and_served_by_nobody()
    {
        using var home = new TemporaryFolder();
        using TestDatabase? database = NewDatabase();
        CollectorOptions options;

        await using (Scene scene = await Scene.OpenAsync(home.Path, database: database))
        {
            await scene.Services.Store.Write((_, log) => Enumerable.Range(0, 5).Select(i => log.Append(EntryKind.Act, [(byte)i])).ToList());
            scene.Services.Store.WriteNow((session, _) => session.Execute("UPDATE log_entries SET nodes = @nothing WHERE idx = 3", Array.Empty<byte>()));
            options = scene.Services.Options;
        }

        using (var command = new CollectorServices(options))
        {
            StringAssert.Contains(command.AuditLog([]).Problems.First(), "the nodes stored with entry 3");
        }

        StringAssert.Contains((await Assert.ThrowsExactlyAsync<StoreRefusedException>(() => Scene.OpenAsync(home.Path, database: database))).Message, "cannot be continued");
    }

    [TestMethod]
    public async Task An_audit_accuses_no_unit_of_a_head_whose_nodes_are_gone()
    {
        await using Scene scene = await OpenAsync();
        await scene.Services.Store.Write((_, log) => Enumerable.Range(0, 3).Select(i => log.Append(EntryKind.Act, [(byte)i])).ToList());
        TestUnit unit = await scene.EnrolAsync();
        TreeHead seen = HeadOf(await scene.ReportAsync(unit));
        await scene.ReportAsync(unit, new Report { SeenSize = seen.Size, SeenRoot = seen.Root });
        scene.Services.Store.WriteNow((session, _) => session.Execute("UPDATE log_entries SET root = @none, nodes = @none WHERE idx = @idx", Array.Empty<byte>(), seen.Size - 1));

        StringAssert.Contains(scene.Services.AuditLog([]).Problems.Single(), "the nodes stored with entry " + (seen.Size - 1));
    }

    [TestMethod]
    public async Task Reports_at_once_are_told_heads_that_hold_them_and_may_be_echoed()
    {
        await using Scene scene = await OpenAsync();
        TestUnit[] units = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => scene.EnrolAsync()));
        JsonElement[] answers = await Task.WhenAll(units.Select(unit => scene.ReportAsync(unit)));

        foreach ((TestUnit unit, JsonElement answer) in units.Zip(answers))
        {
            TreeHead told = HeadOf(answer);
            Assert.IsTrue(told.Size > answer.GetProperty("index").GetInt64());
            await scene.ReportAsync(unit, new Report { SeenSize = told.Size, SeenRoot = told.Root });
            Assert.AreEqual(UnitState.Active, scene.Services.FindUnit(unit.UeidText)!.Standing.State);
        }

        LogAuditResult audit = scene.Services.AuditLog([.. answers.Select(HeadOf)]);
        Assert.IsTrue(audit.Holds);
        Assert.AreEqual((long)units.Length, audit.Echoed);
    }

    [TestMethod]
    public async Task A_head_between_those_that_were_told_is_still_known()
    {
        await using Scene scene = await OpenAsync();
        await scene.Services.Store.Write((_, log) => Enumerable.Range(0, 21).Select(i => log.Append(EntryKind.Act, [(byte)i])).ToList());
        var grower = new TreeGrower();

        for (byte i = 0; i < 21; i++)
        {
            grower.Append(TreeHash.Leaf([i]), []);
            Assert.IsTrue(scene.Services.Store.Read(session => new StoredNodes(session).HeadAt(grower.Size))!.SameAs(grower.Head()));
        }
    }

    [TestMethod]
    public async Task An_audit_finds_a_history_that_was_written_anew_whole_by_what_a_unit_echoed()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        TreeHead seen = HeadOf(await scene.ReportAsync(unit));
        await scene.ReportAsync(unit, new Report { SeenSize = seen.Size, SeenRoot = seen.Root });
        Assert.IsTrue(scene.Services.AuditLog([]).Holds);
        RewriteHistory(scene, at: 1, Encoding.ASCII.GetBytes("what was never reported"));

        LogAuditResult audit = scene.Services.AuditLog([]);

        StringAssert.Contains(audit.Problems.Single(), unit.UeidText + " saw a head of size " + seen.Size);
    }

    [TestMethod]
    public async Task Acts_of_people_stand_in_the_log()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        long before = Now(scene).Size;
        scene.Services.SetState(unit.UeidText, UnitState.Revoked, "Ada", "key leaked");

        Assert.AreEqual(before + 1, Now(scene).Size);
    }

    // What a holder of the disk can do: another entry, and every root and node to fit.
    private static void RewriteHistory(Scene scene, long at, byte[] entry) => scene.Services.Store.WriteNow((session, _) =>
    {
        session.Execute("UPDATE log_entries SET entry = @entry WHERE idx = @idx", entry, at);
        var grower = new TreeGrower();
        var completed = new List<CompletedNode>();

        foreach (byte[] leaf in session.Query("SELECT entry FROM log_entries ORDER BY idx", row => (byte[])row.GetValue(0)))
        {
            completed.Clear();
            grower.Append(TreeHash.Leaf(leaf), completed);
            session.Execute("UPDATE log_entries SET root = @root, nodes = @nodes WHERE idx = @idx", grower.Head().Root, StoredNodes.Join(completed), grower.Size - 1);
        }

        return true;
    });

    private static TreeHead Now(Scene scene)
    {
        var head = scene.Services.SignedHead();
        Base64Url.TryDecode(head.Root, out byte[] root);
        return new TreeHead(head.Size, root);
    }

    internal static TreeHead HeadOf(JsonElement answer)
    {
        JsonElement head = answer.GetProperty("head");
        Base64Url.TryDecode(head.GetProperty("root").GetString()!, out byte[] root);
        return new TreeHead(head.GetProperty("size").GetInt64(), root);
    }

    internal static byte[][] PathOf(JsonElement proof) => [.. proof.GetProperty("path").EnumerateArray().Select(hash =>
    {
        Base64Url.TryDecode(hash.GetString()!, out byte[] bytes);
        return bytes;
    })];
}

[TestClass]
public sealed class LogTestsOnSqlite() : LogTests(TestStore.Sqlite);

[TestClass]
public sealed class LogTestsOnPostgres() : LogTests(TestStore.Postgres);
