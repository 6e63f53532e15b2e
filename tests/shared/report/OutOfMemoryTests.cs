using NanoAgent.Attestation.Crypto;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Report;
using NanoAgent.Tests.Shared.Checks;
using NanoAgent.Tests.Shared.Crypto;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>Memory runs out at each call of a cycle that reaches a seam, in turn. The interpreter, where it is real, is boards/nanoclr's part.</summary>
[TestClass]
public sealed class OutOfMemoryTests
{
    [TestMethod]
    public void A_cycle_in_which_memory_runs_out_once_at_any_call_is_delivered_all_the_same() =>
        Everywhere(1, outcome => Assert.AreEqual(DeliveryOutcome.Delivered, outcome));

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(6)]
    [DataRow(40)]
    public void A_cycle_in_which_memory_stays_out_ends_without_an_exception_and_loses_nothing(int failures) => Everywhere(failures, _ => { });

    [TestMethod]
    public void An_observation_on_which_memory_ran_out_at_any_call_is_there_after_a_reboot_without_a_collector()
    {
        for (int call = 1; ; call++)
        {
            var unit = new Unit();
            unit.Collector.LoseRequests = 1000;
            unit.Flash.FailAt(call, 1);
            Assert.AreEqual(DeliveryOutcome.Unreachable, unit.Agent.RunCycle());
            bool failed = unit.Flash.HasFailed;
            unit.Flash.FailAt(0, 0);
            Assert.AreEqual(1, new Outbox(unit.Flash, 8).Count, $"after call {call}");

            if (!failed)
            {
                return;
            }
        }
    }

    [TestMethod]
    public void Where_an_observation_finds_no_room_its_facts_are_left_out_and_the_token_says_so()
    {
        var unit = new Unit();
        unit.Flash.FailAt(1, 2, "obs");
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Agent.RunCycle());
        StringAssert.Contains(unit.Payload(^1), "\"cut\":true");
        Assert.IsFalse(unit.Payload(^1).Contains("facts", StringComparison.Ordinal));
        StringAssert.Contains(unit.Payload(^1), "some-reason");
    }

    [TestMethod]
    public void The_heap_is_compacted_before_each_step_before_an_answer_is_read_and_after_each_request_that_ran_short()
    {
        // Nonce, beginning, two checks, storing, delivering.
        const int Steps = 6;
        var unit = new Unit();
        unit.Agent.RunCycle();
        Assert.AreEqual(Steps + 1, unit.Compactions);
        unit.Collector.OutOfMemory = 2;
        unit.Agent.RunCycle();
        Assert.AreEqual(Steps + 1 + Steps + 2, unit.Compactions);
    }

    private static void Everywhere(int failures, Action<DeliveryOutcome> judge)
    {
        for (int call = 1; ; call++)
        {
            var unit = new Unit();
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.Agent.RunCycle());
            unit.Flash.FailAt(call, failures);
            DeliveryOutcome outcome = unit.Agent.RunCycle();

            if (!unit.Flash.HasFailed)
            {
                Assert.IsGreaterThan(40, call, "calls of a cycle");
                return;
            }

            judge(outcome);
            unit.Flash.FailAt(0, 0);
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.Agent.RunCycle(), $"after call {call}");
            unit.AssertWhole();
        }
    }

    private sealed class Unit : IHeap
    {
        public Unit()
        {
            var board = new FakeBoard(Flash);
            SoftwareSigner signer = Keys.Deterministic(Keys.Rfc6979);
            var store = new SettingsStore(Flash, "agent", board.Random, []);
            Outbox = new Outbox(Flash, 8);
            var client = new ReportClient(board, signer, Collector, Outbox, store);
            Assert.AreEqual(DeliveryOutcome.Delivered, client.Enrol("token"));
            var context = new CheckContext(board, new AgentMemory(store), signer, null, null);
            ICheck[] checks = [new FakeCheck("reads", Intrusion.Reads), new FakeCheck("probes", Intrusion.Probes)];
            Agent = new Agent(board, checks, context, Outbox, client, new Policy(), this);
        }

        public ShortFlash Flash { get; } = new(new MemoryFlash(200000));

        public FakeCollector Collector { get; } = new();

        public Outbox Outbox { get; }

        public Agent Agent { get; }

        public int Compactions { get; private set; }

        public int FreeBytes => -1;

        public void Compact() => Compactions++;

        public string Payload(Index report) => System.Text.Encoding.ASCII.GetString(Decoded(Collector.Bodies[report].Split('.')[1]));

        /// <summary>Every observation arrived once, in order and chained, and none was counted as lost.</summary>
        public void AssertWhole()
        {
            Assert.AreEqual(0, Outbox.Count);
            Assert.AreEqual(0u, Outbox.Lost);
            Assert.AreEqual(0, Collector.Replays);
            uint[] numbers = [.. Collector.Reports.Select(r => r.Number)];
            Assert.AreSequenceEqual(Enumerable.Range(1, numbers.Length).Select(n => (uint)n).ToArray(), numbers);

            for (int i = 1; i < Collector.Reports.Count; i++)
            {
                Assert.AreEqual(Collector.Reports[i - 1].Hash, Collector.Reports[i].Previous);
            }
        }

        private static byte[] Decoded(string text)
        {
            Assert.IsTrue(Base64Url.TryDecode(text, out byte[] bytes));
            return bytes;
        }
    }
}
